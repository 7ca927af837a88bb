import type { Message } from './message.js'

/**
 * Whether a teammate has answered in a conversation lately. What was scheduled says nothing about who is there now.
 *
 * @param newest - messages of the conversation, newest first
 * @param withinMs - milliseconds
 */
export function isPersonActive(newest: readonly Message[], now: Date, withinMs: number): boolean {
  return newest.some(
    ({ author, createdAt, direction, scheduledFor }) =>
      direction === 'outbound' &&
      author.type === 'member' &&
      scheduledFor === undefined &&
      now.getTime() - createdAt.getTime() < withinMs,
  )
}

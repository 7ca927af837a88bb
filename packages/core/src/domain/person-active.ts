import type { Message } from './message.js'

/**
 * Whether a teammate has answered in a conversation lately. What was scheduled, and what many got, say
 * nothing about who is there now.
 *
 * @param newest - messages of the conversation, newest first
 * @param withinMs - milliseconds
 */
export function isPersonActive(newest: readonly Message[], now: Date, withinMs: number): boolean {
  return newest.some(
    ({ author, broadcastId, createdAt, direction, scheduledFor }) =>
      direction === 'outbound' &&
      author.type === 'member' &&
      broadcastId === undefined &&
      scheduledFor === undefined &&
      now.getTime() - createdAt.getTime() < withinMs,
  )
}

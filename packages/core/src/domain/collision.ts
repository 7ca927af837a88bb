import type { Message } from './message.js'

/**
 * The member whose answer another one's follows so closely that they may not have seen it. Whoever has answered last
 * themselves collides with nobody.
 *
 * @param newest - messages of the conversation, newest first
 * @param windowMs - milliseconds; 0 for never
 */
export function collidesWith(
  newest: readonly Message[],
  authorId: string,
  now: Date,
  windowMs: number,
): string | undefined {
  const last = newest.find(
    ({ author, broadcastId, direction, status }) =>
      direction === 'outbound' && status !== 'canceled' && author.type !== 'automation' && broadcastId === undefined,
  )
  if (!last || last.author.type !== 'member' || last.author.id === authorId) return undefined
  return now.getTime() - last.createdAt.getTime() < windowMs ? last.author.id : undefined
}

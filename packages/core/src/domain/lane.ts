import type { PostRef } from './conversation.js'
import type { Lane } from './effect.js'

/** The lanes of a conversation: towards each side, for its marks, for its card, for its head, and for its timer. */
export const chatLane = (conversationId: string): Lane => `chat:${conversationId}`
export const smsLane = (conversationId: string): Lane => `sms:${conversationId}`
/**
 * The conversation of a lane to which something is added only while that conversation is locked, and which is therefore
 * looked at likewise: what is not seen then is yet to come, with somebody to see to it.
 */
export function conversationOfLane(lane: Lane): string | undefined {
  return /^(?:chat|sms|mark):(.+)$/.exec(lane)?.[1]
}
/** The lane of the files of a conversation: its texts do not wait for them. */
export const fileLane = (conversationId: string): Lane => `file:${conversationId}`
export const markLane = (conversationId: string): Lane => `mark:${conversationId}`
export const cardLane = (conversationId: string): Lane => `card:${conversationId}`
export const headLane = (conversationId: string): Lane => `head:${conversationId}`
export const timerLane = (conversationId: string): Lane => `timer:${conversationId}`
/** The lane of what is done to the channel of a conversation: nothing said in it waits for that. */
export const placeLane = (conversationId: string): Lane => `place:${conversationId}`
/** The lane in which one scheduled text waits for its time. */
export const fireLane = (messageId: string): Lane => `timer:${messageId}`
/** The lane of the timer that closes a conversation: a lane waits for its head, so two timers take two. */
export const idleLane = (conversationId: string): Lane => `idle:${conversationId}`
/** The lane in which one text of unknown outcome is settled. */
export const settleLane = (messageId: string): Lane => `settle:${messageId}`
/** The lane of replies that wait for the root of their thread to be recorded. */
export const threadLane = ({ channelId, messageId }: PostRef): Lane => `thread:${channelId}:${messageId}`
/** The lane in which a change that has overtaken its message waits for it. */
export const changeLane = (post: PostRef): Lane => `${threadLane(post)}:change`
export const isChangeLane = (lane: Lane): boolean => lane.startsWith('thread:') && lane.endsWith(':change')
/** The lane of what is posted in a channel outside any conversation. */
export const channelLane = (channelId: string): Lane => `channel:${channelId}`

/** The lane of what a member is told in direct messages: who cannot be reached keeps nobody else waiting. */
export const alertLane = (memberId: string): Lane => `alert:${memberId}`

/** The lane of a member's home page. */
export const homeLane = (memberId: string): Lane => `home:${memberId}`

/** The lane in which a broadcast goes through its list, each time anew: what is left of the time before holds up nothing. */
export const broadcastLane = (broadcastId: string, run: number): Lane => `broadcast:${broadcastId}:${run}`

/** The lane of the post that shows how a broadcast goes. */
export const progressLane = (broadcastId: string): Lane => `progress:${broadcastId}`

/** The key under which the queue knows a lane of a workspace. */
export function wakeKey(workspaceId: string, lane: Lane): string {
  return `${workspaceId}/${lane}`
}

export function parseWakeKey(key: string): { readonly workspaceId: string; readonly lane: Lane } {
  const slash = key.indexOf('/')
  return { workspaceId: key.slice(0, slash), lane: key.slice(slash + 1) as Lane }
}

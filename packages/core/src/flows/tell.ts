import type { PostRef } from '../domain/conversation.js'
import { channelLane } from '../domain/lane.js'
import type { ReplyAuthor } from '../domain/reply.js'
import type { Flow } from './flow.js'

/** Something a person wrote, and where. */
interface Written {
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ReplyAuthor
}

/** Tells the author of a message something that only they see. */
export async function tell(
  flow: Flow,
  { author, post, thread }: Written,
  text: string,
  conversationId?: string,
): Promise<void> {
  if (author.type === 'app') return
  const { channelId: channel } = post
  const memberId = author.id
  await flow.enqueue(channelLane(channel), { type: 'whisper', channel, thread, memberId, text, conversationId })
}

/** Tells the author of a message something that they need to hear only once about a place. */
export async function tellOnce(
  flow: Flow,
  written: Written,
  place: string,
  text: string,
  conversationId?: string,
): Promise<void> {
  if (written.author.type === 'app') return
  const key = `told:${place}:${written.author.id}:${text}`
  if ((await flow.tx.claims.claim(key, written.post.messageId, flow.now)) !== undefined) return
  await tell(flow, written, text, conversationId)
}

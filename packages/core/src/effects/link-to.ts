import type { NoticeLink } from '../domain/view.js'
import type { Flow } from '../flows/flow.js'

/** Leads to where a conversation is now. */
export async function linkTo(flow: Flow, conversationId: string | undefined): Promise<NoticeLink | undefined> {
  const conversation = conversationId && (await flow.tx.conversations.find(conversationId))
  if (!conversation) return undefined
  const { place } = conversation
  if (place.type === 'direct') return { label: 'Open the channel', channel: place.channel }
  return place.root && { label: 'Open the conversation', post: place.root }
}

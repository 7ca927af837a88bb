import { headLane } from '../domain/lane.js'
import { readReaction } from '../domain/state-wish.js'
import type { ChatReactionEvent } from '../ports/chat-adapter.js'
import type { KnownPost } from '../ports/storage.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'

/** Somebody put an emoji on a message. 👀 takes the conversation on, ✅ closes it; all others are nobody's business. */
export async function receiveReaction(deps: FlowDeps, event: ChatReactionEvent): Promise<void> {
  const { author } = event
  const wish = readReaction(event.emoji)
  if (!wish || author.type !== 'member') return
  await inTransaction(deps, event.workspaceId, async (flow) => {
    const known = await flow.tx.posts.find(event.post)
    if (!known?.conversationId || !(await speaksForItsConversation(flow, known))) return
    if (await isDuplicate(flow, event.identities, event.post.messageId)) return
    const { conversationId } = known
    const effect = { type: 'change-state', conversationId, memberId: author.id, wish } as const
    await flow.enqueue(headLane(conversationId), effect)
  })
}

/** A ✅ on what a teammate wrote is applause for them; on the contact's words, the head or the card it is about the whole. */
async function speaksForItsConversation(flow: Flow, { messageId, purpose }: KnownPost): Promise<boolean> {
  if (purpose === 'root' || purpose === 'card') return true
  const message = messageId === undefined ? undefined : await flow.tx.messages.peek(messageId)
  return purpose === 'message' && message?.direction === 'inbound'
}

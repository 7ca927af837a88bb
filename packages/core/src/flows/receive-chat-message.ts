import { decideDelivery, sentenceFor } from '../domain/decide-delivery.js'
import { ThreadlineError } from '../errors.js'
import type { ChatMessageEvent } from '../ports/chat-adapter.js'
import type { KnownPost } from '../ports/storage.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { findConversation } from './open-conversation.js'
import { queueText } from './queue-text.js'
import { runSendCommand } from './run-send-command.js'
import { tell } from './tell.js'

/** Somebody wrote in a channel. Most of it stays inside; a reply in a conversation's thread is texted, once. */
export async function receiveChatMessage(deps: FlowDeps, event: ChatMessageEvent): Promise<void> {
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (await isDuplicate(flow, event.identities, event.post.messageId)) return
    const thread = event.thread && (await flow.tx.posts.find(event.thread))
    if (event.thread && !thread && event.isThreadOurs) throw rootNotRecorded()
    if (!event.thread) return runSendCommand(flow, event)
    await handleReply(flow, event, thread)
  })
}

async function handleReply(flow: Flow, event: ChatMessageEvent, thread: KnownPost | undefined): Promise<void> {
  const decision = decideDelivery({
    ...event,
    author: event.author.type,
    position: thread?.purpose === 'root' ? 'conversation-thread' : 'other-thread',
  })
  if (thread?.purpose === 'card') return pointToConversation(flow, event, thread)
  if (decision.type === 'deliver' && thread?.conversationId) return deliver(flow, event, thread.conversationId)
  if (decision.type === 'internal' && decision.mustTellAuthor) await tell(flow, event, sentenceFor(decision.reason))
}

async function deliver(flow: Flow, event: ChatMessageEvent, conversationId: string): Promise<void> {
  const found = await findConversation(flow, conversationId)
  if (!found || event.author.type !== 'member')
    return tell(flow, event, 'Not sent: this conversation is no longer there.')
  const result = await queueText(flow, { ...found, author: event.author, text: event.text, post: event.post })
  if (result.type === 'refused') return tell(flow, event, result.sentence)
  const { conversation } = found
  await flow.tx.posts.save({
    ref: event.post,
    purpose: 'message',
    conversationId: conversation.id,
    messageId: result.message.id,
  })
}

/** A reply under the card looks like an answer, but the card is not the conversation. */
async function pointToConversation(flow: Flow, event: ChatMessageEvent, card: KnownPost): Promise<void> {
  if (event.author.type !== 'member' || event.kind === 'other') return
  await tell(
    flow,
    event,
    'Not sent: this is the thread of a notification. Answer in the conversation.',
    card.conversationId,
  )
}

/** The reply overtook the record of the post it answers: the platform is asked to bring it again. */
function rootNotRecorded(): ThreadlineError {
  return new ThreadlineError('not_ready', 'A reply came before the post it answers was recorded.')
}

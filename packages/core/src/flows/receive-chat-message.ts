import { cleanText } from '../domain/clean-text.js'
import { decideDelivery, sentenceFor } from '../domain/decide-delivery.js'
import { ThreadlineError } from '../errors.js'
import type { ChatMessageEvent } from '../ports/chat-adapter.js'
import type { KnownPost } from '../ports/storage.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { findConversation } from './open-conversation.js'
import { queueText } from './queue-text.js'
import { runSendCommand } from './run-send-command.js'
import { tell } from './tell.js'

/** How long a thread of ours may be unknown because its root is still being recorded. */
const rootIsRecordedWithinMs = 5 * 60_000

/** Somebody wrote in a channel. Most of it stays inside; a reply in a conversation's thread is texted, once. */
export async function receiveChatMessage(deps: FlowDeps, received: ChatMessageEvent): Promise<void> {
  const event = { ...received, text: cleanText(received.text) }
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (!event.thread) return runSendCommand(flow, event)
    await handleReply(flow, event, await flow.tx.posts.find(event.thread))
  })
}

/** What concerns nobody leaves no trace: only what is acted upon is claimed. */
async function handleReply(flow: Flow, event: ChatMessageEvent, thread: KnownPost | undefined): Promise<void> {
  const decision = decideDelivery({
    ...event,
    author: event.author.type,
    position: isConversation(event, thread) ? 'conversation-thread' : 'other-thread',
  })
  const isForContact = decision.type === 'deliver'
  const mustTell = decision.type === 'internal' && decision.mustTellAuthor
  if (!isForContact && !mustTell && thread?.purpose !== 'card') return

  if (!thread) requireOldRoot(flow, event)
  if (await isDuplicate(flow, event.identities, event.post.messageId)) return
  if (!thread) return tell(flow, event, 'Not sent: this thread belongs to no conversation that is known here.')
  if (thread.purpose === 'card') return pointToConversation(flow, event, thread)
  if (decision.type === 'internal') return tell(flow, event, sentenceFor(decision.reason))
  await deliver(flow, event, thread.conversationId ?? '')
}

/** A thread of ours that is not known may be a conversation whose root is still being recorded. */
function isConversation({ isThreadOurs }: ChatMessageEvent, thread: KnownPost | undefined): boolean {
  return thread ? thread.purpose === 'root' : isThreadOurs === true
}

/** The reply may have overtaken the record of the post it answers: the platform is asked to bring it again, for a while. */
function requireOldRoot(flow: Flow, { sentAt }: ChatMessageEvent): void {
  if (flow.now.getTime() - sentAt.getTime() > rootIsRecordedWithinMs) return
  throw new ThreadlineError('not_ready', 'A reply came before the post it answers was recorded.')
}

async function deliver(flow: Flow, event: ChatMessageEvent, conversationId: string): Promise<void> {
  const found = await findConversation(flow, conversationId)
  if (!found || event.author.type !== 'member') {
    return tell(flow, event, 'Not sent: this conversation is no longer there.')
  }
  const result = await queueText(flow, { ...found, author: event.author, text: event.text, post: event.post })
  if (result.type === 'refused') return tell(flow, event, result.sentence)
  const { id: messageId } = result.message
  await flow.tx.posts.save({ ref: event.post, purpose: 'message', conversationId, messageId })
}

/** A reply under the card looks like an answer, but the card is not the conversation. */
async function pointToConversation(flow: Flow, event: ChatMessageEvent, card: KnownPost): Promise<void> {
  if (event.author.type !== 'member' || event.kind === 'other') return
  const sentence = 'Not sent: this is the thread of a notification. Answer in the conversation.'
  await tell(flow, event, sentence, card.conversationId)
}

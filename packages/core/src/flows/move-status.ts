import type { Conversation } from '../domain/conversation.js'
import type { TextFailure } from '../domain/failure.js'
import { cardLane, chatLane, markLane } from '../domain/lane.js'
import { isShown } from '../domain/message.js'
import { isTerminal, markFor, mergeStatus } from '../domain/merge-status.js'
import type { Message, MessageStatus } from '../domain/message.js'
import { alertOfText } from './alerts/alert-of-text.js'
import { changeConsent } from './apply-consent-words.js'
import type { Flow } from './flow.js'
import { idOfMarked } from './parts.js'

/** News of an outbound text. */
export interface StatusNews {
  readonly status: MessageStatus
  readonly provider?: string
  readonly externalId?: string
  readonly rawStatus?: string
  readonly failure?: TextFailure
}

/** Moves a text's status forward, if the news does, and has chat show it. Returns the text as it stands now. */
export async function moveStatus(flow: Flow, message: Message, news: StatusNews): Promise<Message> {
  const status = isFound(message, news) ? 'sending' : mergeStatus(message.status, news.status)
  const moved = merge(message, news, status)
  await flow.tx.messages.save(moved)
  if (status === message.status) return moved

  const conversation = await flow.tx.conversations.find(message.conversationId)
  if (conversation && news.failure?.category === 'opted-out') await closeLine(flow, conversation, news.failure)
  if (news.failure) await alertOfText(flow, moved, news.failure)
  await show(flow, message, moved)
  if (conversation) {
    flow.emit({ name: 'message.status', event: { workspaceId: flow.workspaceId, message: moved, conversation } })
  }
  return moved
}

/** Any news that names it shows that the provider has a text of which nobody knew whether it left. */
function isFound({ status }: Message, news: StatusNews): boolean {
  return (
    status === 'unknown' && news.externalId !== undefined && (news.status === 'queued' || news.status === 'sending')
  )
}

function merge(message: Message, news: StatusNews, status: MessageStatus): Message {
  const identified: Message = {
    ...message,
    status,
    checkAt: isTerminal(status) ? undefined : message.checkAt,
    provider: message.provider ?? news.provider,
    externalId: message.externalId ?? news.externalId,
  }
  if (status !== news.status) return identified
  return { ...identified, rawStatus: news.rawStatus ?? message.rawStatus, failure: news.failure ?? message.failure }
}

async function show(flow: Flow, before: Message, message: Message): Promise<void> {
  const { conversationId, id } = message
  await enqueueMark(flow, message)
  if (markFor(message.status) === 'failed' && isShown(message)) {
    await flow.enqueue(chatLane(conversationId), { type: 'post-failure', messageId: id })
  }
  if (before.status === 'unknown' && message.question) {
    await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: message.question })
  }
}

/** Has chat show the status of a text, if it is one that is shown. */
export async function enqueueMark(flow: Flow, message: Message): Promise<void> {
  if (!markFor(message.status) || !isShown(message)) return
  const messageId = await idOfMarked(flow, message)
  const lane = markLane(message.conversationId)
  await flow.enqueue(lane, { type: 'mark', messageId }, { key: `mark:${messageId}`, atOnce: true })
}

/** The provider refuses this contact because they opted out there: so they are opted out here. */
async function closeLine(flow: Flow, conversation: Conversation, failure: TextFailure): Promise<void> {
  const contact = await flow.tx.contacts.find(conversation.contactId)
  if (!contact || contact.consent === 'opted-out') return
  const matcher = `provider:${failure.code ?? 'opted-out'}`
  await changeConsent(flow, contact, 'opted-out', { text: '', matcher, actor: 'provider' })
}

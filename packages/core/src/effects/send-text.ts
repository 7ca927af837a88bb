import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import { isTextFailure, type Failure, type TextFailure, type TextFailureCategory } from '../domain/failure.js'
import { chatLane, settleLane } from '../domain/lane.js'
import type { Line } from '../domain/line.js'
import { messageReference } from '../domain/message-reference.js'
import type { Message } from '../domain/message.js'
import type { Flow } from '../flows/flow.js'
import { moveStatus } from '../flows/move-status.js'
import { findConversation } from '../flows/open-conversation.js'
import type { Outcome } from '../ports/outcome.js'
import type { AcceptedText, OutboundText } from '../ports/sms-provider.js'
import { checkAuthor } from './check-author.js'
import { thenRecord, type AfterRefusal, type Outside, type Prepare } from './step.js'

/**
 * Hands one text to its provider, at most once. Whoever wrote it is checked to be a full member first, and consent
 * is checked again: time has passed since it was queued.
 */
export const prepareSendText: Prepare<'send-text'> = async (flow, { messageId }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found || message.status !== 'queued') return undefined
  if (entry.state === 'pending' && found.contact.consent !== 'open') return withhold(flow, message, found.contact)

  const { provider } = found.line.senders[0]
  const text = textFor(flow, outside, message, found)
  return {
    async call() {
      const author = await checkAuthor(flow.workspaceId, message, outside.chat)
      if (author.type === 'denied') return { type: 'done', value: (recording) => author.record(recording) }
      if (author.type === 'refused') return author
      return thenRecord(send(outside, provider, text), (recording, accepted) =>
        recordAccepted(recording, messageId, provider, accepted),
      )
    },
    whenUnknown: 'hand-over',
    refused: (recording, failure) => recordRefused(recording, messageId, failure),
    unknown: (recording, startedAt) => recordUnknown(recording, messageId, startedAt, outside),
    giveUpAt: new Date(message.createdAt.getTime() + outside.textDeadlineMs),
  }
}

interface Route {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly line: Line
}

/** The text as its provider gets it. */
export function textFor(flow: Flow, outside: Outside, message: Message, { contact, line }: Route): OutboundText {
  const [sender] = line.senders
  return {
    reference: messageReference(flow.workspaceId, message.id),
    from: sender.address,
    to: contact.address,
    text: message.text,
    webhookUrl: outside.webhookUrl(sender.provider),
  }
}

async function send(
  outside: Outside,
  provider: string,
  text: OutboundText,
): Promise<Outcome<AcceptedText, TextFailureCategory>> {
  const carrier = outside.providers[provider]
  if (!carrier) return { type: 'refused', retryable: true, failure: { category: 'account', code: 'no-such-provider' } }
  return carrier.send(text)
}

/** Records that a provider has taken a text, and applies the receipts that came before. */
export async function recordAccepted(
  flow: Flow,
  messageId: string,
  provider: string,
  accepted: AcceptedText,
): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  let current = await moveStatus(flow, message, { ...accepted, provider })
  for (const receipt of await flow.tx.receipts.take(provider, accepted.externalId)) {
    current = await moveStatus(flow, current, { ...receipt, provider })
  }
}

async function recordRefused(flow: Flow, messageId: string, failure: Failure): Promise<AfterRefusal> {
  const message = await flow.tx.messages.find(messageId)
  if (message) await moveStatus(flow, message, { status: 'failed', failure: textFailure(failure) })
  return 'drop'
}

/** A text can also fail because chat could not say who wrote it; that is no category of texts. */
function textFailure(failure: Failure): TextFailure {
  return isTextFailure(failure) ? failure : { category: 'other', code: failure.category, detail: failure.detail }
}

async function recordUnknown(flow: Flow, messageId: string, startedAt: Date, outside: Outside): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  // A receipt that came in the meantime says that the provider has it.
  if (!message || message.externalId) return
  await moveStatus(flow, message, { status: 'unknown' })
  const dueAt = new Date(flow.now.getTime() + outside.settleAfterMs)
  await flow.enqueue(settleLane(messageId), { type: 'settle-text', messageId, startedAt }, { dueAt })
}

/** Consent closed after the text was queued. It is not sent, and the thread says so. */
async function withhold(flow: Flow, message: Message, contact: Contact): Promise<undefined> {
  if (contact.consent === 'opted-out') {
    await moveStatus(flow, message, { status: 'failed', failure: { category: 'opted-out' } })
    return undefined
  }
  await moveStatus(flow, message, { status: 'canceled' })
  await flow.enqueue(chatLane(message.conversationId), {
    type: 'post-notice',
    conversationId: message.conversationId,
    text: 'Not sent: this contact may have asked you to stop. Decide that in the thread, then send again.',
  })
  return undefined
}

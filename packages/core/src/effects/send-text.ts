import type { Contact } from '../domain/contact.js'
import { isOptOutReply, confirmWithinMs } from '../domain/consent-reply.js'
import { optedOutSince } from '../domain/consent-log.js'
import { isTextFailure, type Failure, type TextFailure } from '../domain/failure.js'
import { chatLane, settleLane } from '../domain/lane.js'
import type { Sender } from '../domain/line.js'
import { messageReference } from '../domain/message-reference.js'
import { isShown, type Message } from '../domain/message.js'
import { countSegments } from '../domain/segments.js'
import { sendersFor } from '../domain/sender.js'
import { nextCheckAt } from '../domain/text-check.js'
import { alertOfText } from '../flows/alerts/alert-of-text.js'
import { closeBreakers } from '../flows/breakers.js'
import type { Flow } from '../flows/flow.js'
import { refuseCountry } from '../flows/queue-text.js'
import { moveStatus } from '../flows/move-status.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import { rememberSender } from '../flows/remember-sender.js'
import { tellOfDetour } from '../flows/tell-of-detour.js'
import type { AcceptedText, OutboundMedia, OutboundText } from '../ports/sms-provider.js'
import { outboundMedia } from './outbound-media.js'
import { stepLimit, type StepLimit } from './permit.js'
import { divertText, routeText, type TextRoute } from './route-text.js'
import { textDeadline, thenRecord, type AfterRefusal, type Outside, type Prepare, type StepOutcome } from './step.js'

/**
 * Hands one text to its provider, at most once. Consent is checked again, and so is the time: much may have happened
 * since it was queued.
 */
export const prepareSendText: Prepare<'send-text'> = async (flow, { messageId, refusals }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found || message.status !== 'queued') return undefined
  if (message.blankedAt && entry.state === 'pending') return dropBlank(flow, message)
  const reason = entry.state === 'pending' ? await reasonToWithhold(flow, message, found, outside) : undefined
  if (reason) return withhold(flow, message, reason)

  const isPending = entry.state === 'pending'
  const route = isPending
    ? await routeText(flow, message, found, outside, refusals)
    : { sender: senderOf(message, found) }
  const { sender } = route
  const media = await outboundMedia(flow, message)
  return {
    limit: sender && limitOf(message, sender, outside),
    started: (starting) =>
      starting.tx.messages.save(isPending ? begin(message, sender, outside, starting.now) : message),
    call: () => send(flow, { message, media, found, route }, outside),
    whenUnknown: 'hand-over',
    async divert(recording, refusal) {
      const effect = sender && (await divertText(recording, { messageId, refusals, sender }, outside, refusal))
      // What is refused for good tells of it when its status moves.
      if (effect || refusal.retryable) await alertOfText(recording, message, refusal.failure, sender)
      return effect
    },
    refused: (recording, failure) => recordRefused(recording, messageId, failure),
    unknown: (recording) => recordUnknown(recording, messageId, outside),
    giveUpAt: textDeadline(message, outside),
  }
}

/** The sender that a text was handed over by, whatever the line is set up with by now. */
export function senderOf({ sender }: Message, { conversation, line }: FoundConversation): Sender | undefined {
  return sender ?? (line && sendersFor(line, conversation.sender)[0])
}

function begin(message: Message, sender: Sender | undefined, { providers }: Outside, now: Date): Message {
  const canCheck = sender && providers[sender.provider]?.check
  // A picture without words is one message.
  const segments = Math.max(countSegments(message.text).segments, 1)
  return { ...message, startedAt: now, sender, segments, checkAt: canCheck && nextCheckAt(now, now) }
}

/** Senders are charged and slowed down by the segment. */
function limitOf({ text }: Message, { address, provider }: Sender, { providers }: Outside): StepLimit | undefined {
  const limit = providers[provider]?.capabilities.segmentRate
  return limit && stepLimit(`sms:${provider}:${address}`, limit, Math.max(1, countSegments(text).segments))
}

interface Leaving {
  readonly message: Message
  readonly media: readonly OutboundMedia[]
  readonly found: FoundConversation
  readonly route: TextRoute
}

async function send(
  flow: Flow,
  { found, media, message, route: { detour, sender } }: Leaving,
  outside: Outside,
): Promise<StepOutcome> {
  const provider = sender && outside.providers[sender.provider]
  if (!sender || !provider) return noSender
  const accepted = provider.send(textFor(flow, message, media, found.contact, sender, outside))
  return thenRecord(accepted, async (recording, value) => {
    const current = await recordAccepted(recording, message.id, sender.provider, value)
    if (current) await rememberSender(recording, current, found)
    if (current && detour) await tellOfDetour(recording, current, detour)
    if (found.line && found.line.senders.length > 1) await closeBreakers(recording, sender)
  })
}

/** A mistake of configuration: the text waits for an admin to mend it. */
const noSender: StepOutcome = {
  type: 'refused',
  retryable: true,
  failure: { category: 'sender-invalid', code: 'line-missing', detail: 'The line of this conversation is not set up.' },
}

/** The text as its provider gets it. */
export function textFor(
  { workspaceId }: Flow,
  { id, text }: Message,
  media: readonly OutboundMedia[],
  contact: Contact,
  sender: Sender,
  outside: Outside,
): OutboundText {
  return {
    reference: messageReference(workspaceId, id),
    from: sender.address,
    to: contact.address,
    text,
    ...(media.length > 0 && { media }),
    webhookUrl: outside.webhookUrl(sender.provider),
  }
}

/** Records that a provider has taken a text, and applies the receipts that came before. */
export async function recordAccepted(
  flow: Flow,
  messageId: string,
  provider: string,
  accepted: AcceptedText,
): Promise<Message | undefined> {
  const [message, receipts] = await Promise.all([
    flow.tx.messages.find(messageId),
    flow.tx.receipts.take(provider, accepted.externalId),
  ])
  if (!message) return undefined
  let current = await moveStatus(flow, message, { ...accepted, provider })
  for (const receipt of receipts) {
    current = await moveStatus(flow, current, { ...receipt, provider })
  }
  return current
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

async function recordUnknown(flow: Flow, messageId: string, outside: Outside): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  // A receipt that came in the meantime says that the provider has it.
  if (!message || message.externalId) return
  await moveStatus(flow, message, { status: 'unknown' })
  const dueAt = new Date(flow.now.getTime() + outside.settleAfterMs)
  await flow.enqueue(settleLane(messageId), { type: 'settle-text', messageId }, { dueAt })
}

type Withheld =
  | 'broadcast-canceled'
  | 'opted-out'
  | 'held'
  | 'blocked'
  | 'country'
  | 'late'
  | 'author-unknown'
  | 'too-late-to-confirm'

async function reasonToWithhold(
  flow: Flow,
  message: Message,
  found: FoundConversation,
  outside: Outside,
): Promise<Withheld | undefined> {
  const { contact } = found
  if (contact.blockedAt) return 'blocked'
  if (isOptOutReply(message.author))
    return (await isToConfirm(flow, message, contact)) ? undefined : 'too-late-to-confirm'
  if (contact.consent !== 'open') return contact.consent
  if (refuseCountry({ ...found, author: message.author })) return 'country'
  if (message.authorCheck !== 'passed') return 'author-unknown'
  if (await isOfCanceledBroadcast(flow, message)) return 'broadcast-canceled'
  return flow.now > textDeadline(message, outside) ? 'late' : undefined
}

async function isOfCanceledBroadcast({ tx }: Flow, { broadcastId }: Message): Promise<boolean> {
  return broadcastId !== undefined && (await tx.broadcasts.peek(broadcastId))?.status === 'canceled'
}

/** A confirmation is of the opt-out that stands, and of a few minutes ago. */
async function isToConfirm({ now, tx }: Flow, { createdAt }: Message, contact: Contact): Promise<boolean> {
  if (contact.consent !== 'opted-out' || now.getTime() - createdAt.getTime() > confirmWithinMs) return false
  const since = optedOutSince(await tx.consents.list(contact.id))
  return since !== undefined && createdAt >= since
}

/** Its contact was erased before it left, so there is nothing to send and nobody to send it to. */
async function dropBlank(flow: Flow, message: Message): Promise<undefined> {
  await moveStatus(flow, message, { status: 'canceled' })
  return undefined
}

/** It is not sent, and the thread says so. */
async function withhold(flow: Flow, message: Message, reason: Withheld): Promise<undefined> {
  if (reason === 'opted-out' || reason === 'late' || reason === 'author-unknown') {
    await moveStatus(flow, message, { status: 'failed', failure: failureOf[reason] })
    return undefined
  }
  await moveStatus(flow, message, { status: 'canceled' })
  if (reason === 'too-late-to-confirm' || reason === 'broadcast-canceled' || !isShown(message)) return undefined
  await flow.enqueue(chatLane(message.conversationId), {
    type: 'post-notice',
    conversationId: message.conversationId,
    text: noticeOf[reason],
  })
  return undefined
}

const noticeOf = {
  held: 'Not sent: this contact may have asked you to stop. Decide that in the thread, then send again.',
  blocked: 'Not sent: this contact was blocked before it left.',
  country: 'Not sent: this line does not text numbers in that country any more.',
} as const

const failureOf = {
  'opted-out': { category: 'opted-out' },
  late: { category: 'expired' },
  'author-unknown': { category: 'other', code: 'author-unknown' },
} as const

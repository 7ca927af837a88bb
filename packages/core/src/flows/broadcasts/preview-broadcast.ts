import type { Broadcast, BroadcastRecipient, SkipReason } from '../../domain/broadcast.js'
import type { Line } from '../../domain/line.js'
import type { Quiet } from '../../domain/quiet-hours.js'
import { countSegments } from '../../domain/segments.js'
import type { Flow } from '../flow.js'
import { footed, hasReached } from '../first-contact.js'
import { newConversation } from '../open-conversation.js'
import { quietFor } from '../scheduled/quiet-for.js'
import { outlookOf, type KnownRecipient, type Outlook } from './outlook.js'

/** What a broadcast would do if it were started now. Everything is looked at again when a text is queued, and when it leaves. */
export interface BroadcastPreview {
  /** How many get a text. */
  readonly texts: number
  /** Of these, how many get it when their quiet hours are over. */
  readonly later: number
  /** How many get none, by the reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
  /** Parts that the carrier charges, all texts together, the footer of first texts included. */
  readonly segments: number
  /** Milliseconds that the texts take at the pace of the line. */
  readonly takesMs: number
  /** What the first of them gets. */
  readonly example?: string
}

/** Rows looked up in one statement. */
const chunkSize = 1_000

export async function previewBroadcast(flow: Flow, broadcast: Broadcast, line: Line): Promise<BroadcastPreview> {
  const recipients = await flow.tx.recipients.list(broadcast.id)
  const looking: Looking = { broadcast, line, quiet: new Map(), wrote: new Set() }
  const outlooks: Seen[] = []
  for (let start = 0; start < recipients.length; start += chunkSize) {
    outlooks.push(...(await lookAt(flow, looking, recipients.slice(start, start + chunkSize))))
  }
  return summed(outlooks, line)
}

type Seen = Outlook & { readonly isLater?: boolean }

interface Looking {
  readonly broadcast: Broadcast
  readonly line: Line
  /** Whether it is quiet, by zones. */
  readonly quiet: Map<string, Quiet | undefined>
  /** Ids of contacts who have written, to any line. */
  readonly wrote: Set<string>
}

async function lookAt(
  flow: Flow,
  looking: Looking,
  recipients: readonly BroadcastRecipient[],
): Promise<readonly Seen[]> {
  const { line } = looking
  const ids = recipients.map(({ contactId }) => contactId)
  const contacts = new Map((await flow.tx.contacts.peekAll(ids)).map((contact) => [contact.id, contact]))
  const all = await flow.tx.conversations.ofContacts(ids)
  for (const { contactId, lastInboundAt } of all) if (lastInboundAt) looking.wrote.add(contactId)
  const onLine = all.filter(({ lineId }) => lineId === line.id)
  const conversations = new Map(onLine.map((conversation) => [conversation.contactId, conversation]))
  const latest = await flow.tx.messages.lastOutbound(onLine.map(({ id }) => id))
  const lastSent = new Map(latest.map((message) => [message.conversationId, message]))
  return recipients.map((recipient) => {
    const contact = contacts.get(recipient.contactId)
    if (recipient.skipped || !contact) return { type: 'skip', reason: recipient.skipped ?? 'erased' }
    const conversation = conversations.get(contact.id) ?? newConversation(flow, line, contact.id)
    return see(flow, looking, { contact, conversation, lastSent: lastSent.get(conversation.id) })
  })
}

function see(flow: Flow, { broadcast, line, quiet, wrote }: Looking, known: KnownRecipient): Seen {
  const outlook = outlookOf(flow, broadcast, line, known)
  if (outlook.type === 'skip') return outlook
  const { contact, lastSent } = known
  const isFirst = !wrote.has(contact.id) && !(lastSent && hasReached(lastSent))
  const text = isFirst ? footed(outlook.text, line) : outlook.text
  return { ...outlook, text, isLater: quietFor(flow, { ...known, line }, quiet) !== undefined }
}

function summed(outlooks: readonly Seen[], { broadcastPerMinute }: Line): BroadcastPreview {
  const texts = outlooks.filter((outlook) => outlook.type === 'text')
  const skipped: Partial<Record<SkipReason, number>> = {}
  for (const outlook of outlooks) {
    if (outlook.type === 'skip') skipped[outlook.reason] = (skipped[outlook.reason] ?? 0) + 1
  }
  const segments = texts.reduce((sum, { text }) => sum + countSegments(text).segments, 0)
  return {
    texts: texts.length,
    later: texts.filter(({ isLater }) => isLater).length,
    skipped,
    segments,
    takesMs: Math.ceil((segments * 60_000) / broadcastPerMinute),
    ...(texts[0] ? { example: texts[0].text } : {}),
  }
}

import {
  looksWrong,
  progressOf,
  type Broadcast,
  type BroadcastRecipient,
  type SkipReason,
} from '../../domain/broadcast.js'
import { broadcastLane } from '../../domain/lane.js'
import type { Line } from '../../domain/line.js'
import type { Message } from '../../domain/message.js'
import { countSegments } from '../../domain/segments.js'
import type { Flow } from '../flow.js'
import { newConversation, openConversation, type OpenedConversation } from '../open-conversation.js'
import { queueText } from '../queue-text.js'
import { quietFor } from '../scheduled/quiet-for.js'
import { endBroadcast, pauseBroadcast, showSoon } from './change-broadcast.js'
import { outlookOf, skipReasonOf } from './outlook.js'

const dayMs = 24 * 60 * 60_000
const minuteMs = 60_000

/** After so many it is looked at how it goes. */
const checkEvery = 20

/**
 * Texts the next one on the list of a broadcast: one at a time, so that no two conversations are locked at once. That
 * somebody was texted is recorded in the transaction that queues their text, and the row is locked: whoever crashes, comes
 * again or runs beside it texts nobody twice.
 */
export async function runBroadcast(flow: Flow, broadcastId: string, run: number): Promise<void> {
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  if (broadcast?.status !== 'running' || broadcast.run !== run) return
  const line = flow.lines.find(broadcast.lineId)
  if (!line) return void (await pauseBroadcast(flow, broadcastId, 'Its line is not set up any more.'))
  const recipient = await flow.tx.recipients.next(broadcastId)
  if (!recipient) return endBroadcast(flow, broadcast)
  if (await hasGoneWrong(flow, broadcast, recipient)) return void (await pauseBroadcast(flow, broadcastId, wentWrong))
  if (recipient.dueAt > flow.now) return waitUntil(flow, broadcast, recipient.dueAt, everybodySleeps)
  const next = await textRecipient(flow, broadcast, line, recipient)
  if (next.because !== undefined) return waitUntil(flow, broadcast, next.at, next.because)
  await goOn(flow, broadcast, next.at)
}

const wentWrong = 'Most of its texts did not arrive. Find out why before you go on.'
const everybodySleeps = 'Everybody who is left has quiet hours.'

/** Once: whoever goes on after that has looked into it. */
async function hasGoneWrong(flow: Flow, { id, run }: Broadcast, { position }: BroadcastRecipient): Promise<boolean> {
  if (run > 1 || position === 0 || position % checkEvery > 0) return false
  return looksWrong(progressOf(await flow.tx.recipients.count(id)))
}

/** When the next one is to be texted, and why not sooner where it is not for the pace. */
interface Next {
  readonly at: Date
  readonly because?: string
}

async function textRecipient(
  flow: Flow,
  broadcast: Broadcast,
  line: Line,
  recipient: BroadcastRecipient,
): Promise<Next> {
  const [contact] = await flow.tx.contacts.peekAll([recipient.contactId])
  if (!contact || contact.erasedAt) return skip(flow, recipient, 'erased')
  const known = await flow.tx.conversations.ofContact(contact.id)
  const conversation = known.find(({ lineId }) => lineId === line.id) ?? newConversation(flow, line, contact.id)
  const [lastSent] = await flow.tx.messages.lastOutbound([conversation.id])
  const outlook = outlookOf(flow, broadcast, line, { contact, conversation, lastSent })
  if (outlook.type === 'skip') return skip(flow, recipient, outlook.reason)
  const quiet = quietFor(flow, { contact, conversation, line })
  if (quiet) return postpone(flow, recipient, quiet.until)
  const opened = await openConversation(flow, line, contact.address)
  return queueFor(flow, { ...broadcast, text: outlook.text }, line, recipient, opened)
}

async function skip(flow: Flow, recipient: BroadcastRecipient, skipped: SkipReason): Promise<Next> {
  await flow.tx.recipients.save({ ...recipient, status: 'skipped', skipped })
  return { at: flow.now }
}

async function postpone(flow: Flow, recipient: BroadcastRecipient, dueAt: Date): Promise<Next> {
  await flow.tx.recipients.save({ ...recipient, dueAt })
  return { at: flow.now }
}

async function queueFor(
  flow: Flow,
  { author, id: broadcastId, text }: Broadcast,
  line: Line,
  recipient: BroadcastRecipient,
  { contact, conversation, isNew }: OpenedConversation,
): Promise<Next> {
  // Nobody has to answer somebody who was only told something.
  const kept = { ...conversation, unshownSince: conversation.unshownSince ?? flow.now, ...(isNew && solved) }
  const ready = { text, isReady: true }
  const result = await queueText(flow, { contact, conversation: kept, line, author, broadcastId, ...ready })
  if (result.type === 'refused') {
    if (result.reason !== 'line-limit') return skip(flow, recipient, skipReasonOf(result.reason))
    return { at: nextDay(flow.now), because: 'The line has sent as many texts as it sends in a day.' }
  }
  await flow.tx.conversations.save(kept)
  await flow.tx.recipients.save({ ...recipient, status: 'queued', messageId: result.message.id })
  return { at: await paced(flow, line, result.message) }
}

const solved = { status: 'solved' } as const

const nextDay = (now: Date): Date => new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs)

/** All broadcasts of a line share its pace. */
async function paced(flow: Flow, line: Line, { text }: Message): Promise<Date> {
  const ms = Math.ceil((countSegments(text).segments * minuteMs) / line.broadcastPerMinute)
  return flow.tx.limits.take(`broadcast:${line.id}`, ms, flow.now)
}

async function waitUntil(flow: Flow, broadcast: Broadcast, waitsUntil: Date, because: string): Promise<void> {
  await flow.tx.broadcasts.save({ ...broadcast, waitsUntil, because })
  await enqueueRun(flow, broadcast, waitsUntil)
}

async function goOn(flow: Flow, broadcast: Broadcast, at: Date): Promise<void> {
  const { because, waitsUntil, ...rest } = broadcast
  if (because !== undefined || waitsUntil) await flow.tx.broadcasts.save(rest)
  await enqueueRun(flow, broadcast, at)
}

/** Without a key: the entry that is performed would be taken for the one to be replaced. */
async function enqueueRun(flow: Flow, broadcast: Broadcast, dueAt: Date): Promise<void> {
  const { id: broadcastId, run } = broadcast
  await flow.enqueue(broadcastLane(broadcastId, run), { type: 'run-broadcast', broadcastId, run }, { dueAt })
  await showSoon(flow, broadcast)
}

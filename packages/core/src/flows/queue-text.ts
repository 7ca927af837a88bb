import type { ConsentState, Contact } from '../domain/contact.js'
import type { Conversation, PostRef } from '../domain/conversation.js'
import { isOptOutReply } from '../domain/consent-reply.js'
import { chatLane, smsLane } from '../domain/lane.js'
import type { Line } from '../domain/line.js'
import type { ChatFile, Message, MessageAuthor, WrittenFile } from '../domain/message.js'
import { foreignCountry } from '../domain/line-consent.js'
import { isDialable } from '../domain/phone-number.js'
import { plainQuotes } from '../domain/plain-quotes.js'
import { sendersFor } from '../domain/sender.js'
import { countSegments } from '../domain/segments.js'
import { splitText } from '../domain/split-text.js'
import { fitsRoom, unitsThatFit, type TextRoom } from '../domain/text-room.js'
import { showBroadcastTexts } from './broadcasts/show-broadcast-texts.js'
import { fileAddress } from './files/file-address.js'
import { planFiles, type FilePlan } from './files/plan-files.js'
import type { Flow } from './flow.js'
import { withFooter } from './first-contact.js'
import { notify } from './notify.js'
import { madeReady } from './made-ready.js'
import { refuse, type Refusal, type RefusalReason } from './refusal.js'
import { brokenRule } from './sending-rules.js'

export type { Refusal, RefusalReason }

export interface TextToQueue {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly line?: Line
  readonly author: MessageAuthor
  /** May be empty where there are files. */
  readonly text: string
  readonly files?: readonly WrittenFile[]
  /** The person's own message in the conversation, where there is one; otherwise the text is posted there. */
  readonly post?: PostRef
  /** Id for the message, the first one if there are several. @defaultValue a new one */
  readonly messageId?: string
  /** The broadcast that it is a part of. */
  readonly broadcastId?: string
  /** The scheduled text that leaves with this: it keeps its id. */
  readonly scheduled?: Message
  /** When it was heard of, where it had to wait since. */
  readonly heardAt?: Date
  /** The author's name in chat, where it is known. */
  readonly memberName?: string
  /** Its variables are filled in and it is signed: it was made ready before. */
  readonly isReady?: boolean
}

/** `message` is the first one of a text that goes out as several. */
export type QueueTextResult = { readonly type: 'queued'; readonly message: Message } | Refusal

/** Queues a text to a contact: the one way by which anything leaves. Consent is checked here and again when it leaves. */
export async function queueText(flow: Flow, given: TextToQueue): Promise<QueueTextResult> {
  const request = given.scheduled ? given : madeReady(given)
  if ('type' in request) return request
  const { conversation, files = [], line } = request
  const messageId = request.scheduled?.id ?? request.messageId ?? flow.newId()
  const planned = line && planFiles(flow, line, files, sendersFor(line, conversation.sender))
  const plan = planned?.type === 'planned' ? planned.plan : noFiles
  const linked = await withLinks(flow, messageId, request.text, plan.linked)
  const text = asLineSends(await withFooter(flow, request, linked), line)
  const refusal = refusalTo(flow, { ...request, text })
  if (refusal || !line) return refusal ?? noLine
  const parts = partsOf(partsFor(flow, line, text), plan)
  const broken = await brokenRule(flow, { ...request, line }, parts.length)
  if (broken) return refuse(broken.reason, broken.because)

  const [first, ...others] = createMessages(flow, request, messageId, parts)
  const dueAt = new Date(flow.now.getTime() + undoWindowOf(request))
  const hasFiles = parts.some(({ files }) => files.some(({ url }) => url === undefined))
  const shown = request.broadcastId === undefined ? await showBroadcastTexts(flow, conversation) : conversation
  for (const message of [first, ...others]) await queueMessage(flow, shown, message, { dueAt, hasFiles })
  if (isAnswer(request)) await notify(flow, shown, { type: 'reply', at: flow.now })
  return { type: 'queued', message: first }
}

/** What somebody has just typed can be taken back for a while; what follows it in its conversation waits behind it. */
function undoWindowOf({ author, line, post, scheduled }: TextToQueue): number {
  return author.type === 'member' && post && !scheduled ? (line?.undoWindowMs ?? 0) : 0
}

/** What a machine says does not answer the customer, nor what was said before they last wrote, and had to wait. */
function isAnswer({ author, broadcastId, conversation, heardAt, scheduled }: TextToQueue): boolean {
  if (author.type === 'automation' || broadcastId !== undefined) return false
  const saidAt = scheduled?.createdAt ?? heardAt
  const { lastInboundAt, notification } = conversation
  return !saidAt || !notification.waiting || !lastInboundAt || lastInboundAt <= saidAt
}

/** Since when somebody waits whom a person answers with this. */
const waitingSinceOf = (request: TextToQueue): Date | undefined =>
  request.author.type === 'member' && isAnswer(request) ? request.conversation.notification.waiting?.since : undefined

interface Departure {
  readonly dueAt: Date
  /** Of the text or of one of its parts, at the chat platform. */
  readonly hasFiles: boolean
}

/** Author and files are checked once for all parts, by the first one. */
async function queueMessage(
  flow: Flow,
  conversation: Conversation,
  message: Message,
  { dueAt, hasFiles }: Departure,
): Promise<void> {
  const { authorCheck, id: messageId, partOf, post } = message
  await flow.tx.messages.save(message)
  const lane = smsLane(conversation.id)
  if (authorCheck === 'needed' && !partOf)
    await flow.enqueue(lane, { type: 'check-author', messageId }, { atOnce: true })
  if (hasFiles && !partOf) await flow.enqueue(lane, { type: 'check-files', messageId }, { dueAt, atOnce: true })
  await flow.enqueue(lane, { type: 'send-text', messageId }, { dueAt, atOnce: true })
  if (!post && message.broadcastId === undefined)
    await flow.enqueue(chatLane(conversation.id), { type: 'post-message', messageId })
  flow.emit({ name: 'message.queued', event: { workspaceId: flow.workspaceId, message, conversation } })
}

/** What stands against a text to a contact, if anything does. */
export function refusalTo(
  flow: Flow,
  {
    author,
    contact,
    conversation,
    files,
    line,
    text,
  }: Pick<TextToQueue, 'author' | 'contact' | 'conversation' | 'files' | 'line' | 'text'>,
): Refusal | undefined {
  const reachability = consentOf(contact)
  const consent = reachability === 'opted-out' && isOptOutReply(author) ? 'open' : reachability
  return refusalOf(flow, { line, text, files, consent }) ?? refuseCountry({ author, contact, conversation, line })
}

/** A person may answer whoever wrote, from wherever. Nobody is texted abroad unasked unless the line is set up to. */
export function refuseCountry({
  author,
  contact: { address },
  conversation,
  line,
}: Pick<TextToQueue, 'author' | 'contact' | 'conversation' | 'line'>): Refusal | undefined {
  const isAnswering =
    conversation.lastInboundAt !== undefined && (author.type !== 'automation' || isOptOutReply(author))
  if (!line || isAnswering || !isDialable(address)) return undefined
  const country = foreignCountry(line, address)
  if (country === undefined) return undefined
  return refuse(
    'country',
    `the line “${line.name}” does not text numbers in ${country}. Its settings say which countries it texts.`,
  )
}

interface TextToJudge extends Pick<TextToQueue, 'files' | 'line' | 'text'> {
  readonly consent: Reachability
}

/** What stands against sending `text` on `line` to somebody with this consent, if anything does. */
export function refusalOf(flow: Flow, { consent, files = [], line, text }: TextToJudge): Refusal | undefined {
  if (consent === 'erased') return refuse(consent, 'this contact was erased, their number with them.')
  if (consent === 'blocked') return refuse(consent, 'this contact is blocked. Unblock them first.')
  if (consent === 'opted-out') {
    return refuse(consent, 'this contact opted out. Only a START text from their phone opens the line again.')
  }
  if (consent === 'held') {
    return refuse(consent, 'this contact may have asked you to stop. Decide that in their thread first.')
  }
  if (text.trim() === '' && files.length === 0) return refuse('empty', 'there is no text.')
  return line ? (refuseFiles(flow, line, files) ?? refuseLength(flow, line, asLineSends(text, line))) : noLine
}

function refuseFiles(flow: Flow, line: Line, files: readonly WrittenFile[]): Refusal | undefined {
  const planned = planFiles(flow, line, files)
  return planned.type === 'refused' ? refuse('file', planned.because) : undefined
}

/** Signs that need the larger alphabet are named: without them the text may well be short enough. */
function tooLong(text: string, { maxSegments, maxTextLength }: TextRoom): string {
  if (text.length > maxTextLength) {
    return `the text has ${text.length} characters and this line takes ${maxTextLength}. Send it in parts.`
  }
  const { causedBy, segments } = countSegments(text)
  const why = causedBy.length === 0 ? '' : `with “${causedBy.slice(0, 3).join('')}” in it `
  return `${why}the text counts as ${segments} texts and this line takes ${maxSegments} at once. Send it in parts.`
}

/** More texts than this at once are a mistake, such as a log file that was pasted. */
const mostParts = 10

function refuseLength(flow: Flow, line: Line, text: string): Refusal | undefined {
  const room = flow.lines.roomOf(line)
  if (fitsRoom(text, room)) return undefined
  if (line.longTexts === 'refuse') return refuse('too-long', tooLong(text, room))
  if (partsFor(flow, line, text).length <= mostParts) return undefined
  const because = `the text has ${text.length} characters and would go out as more than ${mostParts} texts. Shorten it.`
  return refuse('too-long', because)
}

/** Whether somebody may be texted, and if not, why. */
export type Reachability = ConsentState | 'erased' | 'blocked'

export function consentOf({ blockedAt, consent, erasedAt }: Contact): Reachability {
  if (erasedAt) return 'erased'
  return blockedAt ? 'blocked' : consent
}

const noLine = refuse('no-line', 'the line of this conversation is not set up any more.')

export function asLineSends(text: string, line: Line | undefined): string {
  return line?.smartQuotes === 'plain' ? plainQuotes(text) : text
}

/** Providers refuse a text of nothing but white space. */
function partsFor(flow: Flow, line: Line, text: string): readonly string[] {
  const room = flow.lines.roomOf(line)
  return splitText(text, (left) => unitsThatFit(left, room)).filter((part) => part.trim() !== '')
}

/** One message of those that a text goes out as. */
interface Part {
  readonly text: string
  readonly files: readonly ChatFile[]
}

const noFiles: FilePlan = { groups: [], linked: [] }

/** The first files go with the first words; what does not fit there follows the last ones. */
function partsOf(texts: readonly string[], { groups, linked }: FilePlan): readonly [Part, ...Part[]] {
  const [text = '', ...others] = texts
  const [files = [], ...later] = groups
  return [
    { text, files: [...files, ...linked] },
    ...others.map((other) => ({ text: other, files: [] })),
    ...later.map((group) => ({ text: '', files: group })),
  ]
}

/** The text with a link to each file that cannot go along, in a line of its own. */
async function withLinks(flow: Flow, messageId: string, text: string, files: readonly ChatFile[]): Promise<string> {
  if (files.length === 0) return text
  const links: string[] = []
  for (const file of files) links.push(await fileAddress(flow, 'link', messageId, file))
  return [text, ...links].filter((line) => line.trim() !== '').join('\n')
}

function createMessages(
  flow: Flow,
  request: TextToQueue,
  messageId: string,
  [head, ...tail]: readonly [Part, ...Part[]],
): readonly [Message, ...Message[]] {
  const waitingSince = waitingSinceOf(request)
  const first = { ...createMessage(flow, request, messageId, head), ...(waitingSince && { waitingSince }) }
  const others = tail.map((part) => createMessage(flow, request, flow.newId(), part))
  if (others.length === 0) return [first]
  const parts = [first, ...others].map(({ id }) => id)
  return [{ ...first, parts }, ...others.map((message) => ({ ...message, partOf: first.id }))]
}

export function createMessage(flow: Flow, request: TextToQueue, id: string, { files, text }: Part): Message {
  const { author, broadcastId, conversation, post, scheduled } = request
  return {
    id,
    conversationId: conversation.id,
    direction: 'outbound',
    author,
    // Whoever started a broadcast was found to be allowed to when they did.
    authorCheck: author.type === 'member' && broadcastId === undefined ? 'needed' : 'passed',
    text,
    media: [],
    ...(files.length > 0 && { files }),
    status: 'queued',
    createdAt: flow.now,
    scheduledFor: scheduled?.scheduledFor,
    post,
    broadcastId,
  }
}

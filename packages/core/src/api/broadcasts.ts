import { progressOf, mostRecipients, type Broadcast, type BroadcastProgress } from '../domain/broadcast.js'
import { readList, rowsInWords, type ListRead, type RefusedRow } from '../domain/contact-list/read-list.js'
import type { Line } from '../domain/line.js'
import type { Message } from '../domain/message.js'
import { parsePhoneNumber } from '../domain/phone-number.js'
import { ThreadlineError } from '../errors.js'
import {
  cancelBroadcast,
  pauseBroadcast,
  startBroadcast,
  type BroadcastChanged,
} from '../flows/broadcasts/change-broadcast.js'
import { draftBroadcast, tooMany } from '../flows/broadcasts/draft-broadcast.js'
import { previewBroadcast, type BroadcastPreview } from '../flows/broadcasts/preview-broadcast.js'
import { listRows } from '../flows/broadcasts/list-rows.js'
import { listedContacts } from '../flows/broadcasts/listed-contacts.js'
import { decideUnsure, type Decision } from '../flows/broadcasts/decide-unsure.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'

/** Who gets a broadcast: everybody who is named in one way or another, each once. */
export interface BroadcastAudience {
  /** In any usual notation; without `+` they are read in the line's default country. Contacts are made of those that are new. */
  readonly numbers?: readonly string[]
  /**
   * A list as people paste it, or the text of a CSV file: numbers, a name and a number to a line, or columns that the first
   * line names, as for `threadline contacts import`. What is wrong with some of its rows is told of, and the others count.
   */
  readonly list?: string
  readonly contactIds?: readonly string[]
  /** Everybody who has this tag now, or a conversation with it. */
  readonly tag?: string
}

export interface BroadcastRequest {
  readonly to: BroadcastAudience
  readonly text: string
  /** Id of the line to send from. @defaultValue the first line */
  readonly line?: string
}

/** A broadcast as it was made, and what of its `list` is not on it. */
export interface BroadcastDraft extends Broadcast {
  /** Rows of the list that name nobody who can be texted, with the reason. */
  readonly refused: readonly RefusedRow[]
  /** How many times a number stood in the list again: each gets one text. */
  readonly repeated: number
}

/** A broadcast with how it goes. */
export interface BroadcastReport extends Broadcast {
  readonly progress: BroadcastProgress
}

/**
 * One text to many, each as a text of their own. Consent, quiet hours and limits are looked at for each of them when their
 * text is queued, and again when it leaves; nobody gets it twice, whatever crashes.
 *
 * All that take an id throw `ThreadlineError` `broadcast.not_found` when there is no such broadcast.
 */
export interface BroadcastsApi {
  /**
   * Keeps a broadcast with its list, at most 10,000 people. Nothing leaves before {@link start}.
   *
   * @throws ThreadlineError `broadcast.invalid` with what is wrong, `send.unknown_line`
   */
  create(request: BroadcastRequest): Promise<BroadcastDraft>
  /** What it would do if it were started now. @throws ThreadlineError `send.unknown_line` when its line is gone */
  preview(broadcastId: string): Promise<BroadcastPreview>
  /** Sets it going, or on again after a pause. @throws ThreadlineError `broadcast.over` when it is done or canceled */
  start(broadcastId: string): Promise<Broadcast>
  /** Stops it until it is started again. @throws ThreadlineError `broadcast.over` when it is done or canceled */
  pause(broadcastId: string): Promise<Broadcast>
  /** Ends it: what has left has left, the rest never does. @throws ThreadlineError `broadcast.over` when it is done */
  cancel(broadcastId: string): Promise<Broadcast>
  get(broadcastId: string): Promise<BroadcastReport>
  /** Texts of it of which nobody knows whether they left, and about which nobody has decided. @param limit - @defaultValue 100 */
  unsure(broadcastId: string, limit?: number): Promise<readonly Message[]>
  /**
   * Decides about one of these: it is `left` as it is, or `resent` as a new text.
   *
   * @returns false when there is nothing to decide any more
   * @throws ThreadlineError `broadcast.invalid` with what stands against sending it again
   */
  decide(messageId: string, decision: Decision): Promise<boolean>
  /** The newest first. @param limit - at most so many. @defaultValue 100 */
  list(limit?: number): Promise<readonly Broadcast[]>
}

export function broadcastsApi(deps: FlowDeps, workspaceId: string): BroadcastsApi {
  const inFlow = <Result>(work: (flow: Flow) => Promise<Result>) => inTransaction(deps, workspaceId, work)
  const change = (work: (flow: Flow) => Promise<BroadcastChanged>) =>
    inFlow(async (flow) => changedOrThrow(await work(flow)))

  return {
    create: (request) => create(deps, workspaceId, request),
    preview: (id) =>
      inFlow(async (flow) => {
        const broadcast = required(await flow.tx.broadcasts.peek(id))
        return previewBroadcast(flow, broadcast, requireLine(flow, broadcast.lineId))
      }),
    start: (id) => change((flow) => startBroadcast(flow, id)),
    pause: (id) => change((flow) => pauseBroadcast(flow, id)),
    cancel: (id) => change((flow) => cancelBroadcast(flow, id)),
    get: (id) =>
      inFlow(async ({ tx }) => {
        const broadcast = required(await tx.broadcasts.peek(id))
        return { ...broadcast, progress: progressOf(await tx.recipients.count(id)) }
      }),
    unsure: (id, limit = 100) => inFlow(({ tx }) => tx.recipients.unsure(id, limit)),
    decide: (messageId, decision) => inFlow((flow) => decide(flow, messageId, decision)),
    list: (limit = 100) => inFlow(({ tx }) => tx.broadcasts.list(limit)),
  }
}

async function decide(flow: Flow, messageId: string, decision: Decision): Promise<boolean> {
  const result = await decideUnsure(flow, messageId, decision, { type: 'host' })
  if (result.type === 'refused') throw new ThreadlineError('broadcast.invalid', result.sentence)
  return result.type === 'decided'
}

/** Contacts come first, some at a time, so that nobody who writes meanwhile waits for a list of thousands. */
async function create(
  deps: FlowDeps,
  workspaceId: string,
  { line: lineId, text, to }: BroadcastRequest,
): Promise<BroadcastDraft> {
  const inFlow = <Result>(work: (flow: Flow) => Promise<Result>) => inTransaction(deps, workspaceId, work)
  const line = await inFlow(async (flow) => requireLine(flow, lineId))
  const { people, refused, repeated } = await readAudience(to, line)
  const ids = [...(to.contactIds ?? [])]
  if (people.length + ids.length > mostRecipients) throw new ThreadlineError('broadcast.invalid', tooMany)
  for (let start = 0; start < people.length; start += chunkSize) {
    ids.push(...(await inFlow((flow) => listedContacts(flow, people.slice(start, start + chunkSize), host))))
  }
  const drafted = await inFlow((flow) =>
    draftBroadcast(flow, { line, author: host, text, contactIds: ids, tag: to.tag }),
  )
  if (drafted.type === 'drafted') return { ...drafted.broadcast, refused, repeated }
  const because = drafted.about === 'to' && refused.length > 0 ? rowsInWords(refused) : drafted.sentence
  throw new ThreadlineError('broadcast.invalid', because)
}

const host = { type: 'host' } as const

const chunkSize = 100

async function readAudience(
  { list = '', numbers = [] }: BroadcastAudience,
  { defaultCountry }: Line,
): Promise<ListRead> {
  const reading = readList(await listRows(list), defaultCountry)
  if (reading.type === 'unclear') throw new ThreadlineError('broadcast.invalid', reading.sentence)
  const named = numbers.map((number, index) => ({
    line: index + 1,
    address: readNumber(number, index, defaultCountry),
  }))
  return { ...reading, people: [...named.map((one) => ({ ...one, details: {} })), ...reading.people] }
}

function readNumber(number: string, index: number, country: string): string {
  const parsed = parsePhoneNumber(number, country)
  if (parsed.type === 'ok') return parsed.e164
  throw new ThreadlineError('broadcast.invalid', `Number ${index + 1} of the list: ${parsed.reason}`)
}

function requireLine({ lines }: Flow, lineId: string | undefined): Line {
  const line = lineId === undefined ? lines.all[0] : lines.find(lineId)
  if (line) return line
  throw new ThreadlineError('send.unknown_line', `There is no line “${lineId}”.`)
}

function required(broadcast: Broadcast | undefined): Broadcast {
  if (broadcast) return broadcast
  throw new ThreadlineError('broadcast.not_found', 'There is no such broadcast.')
}

function changedOrThrow(result: BroadcastChanged): Broadcast {
  if (result.type === 'changed') return result.broadcast
  throw new ThreadlineError(result.reason === 'over' ? 'broadcast.over' : 'broadcast.not_found', result.sentence)
}

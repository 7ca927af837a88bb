import type { PanelItem } from '../../domain/form.js'
import type { Conversation } from '../../domain/conversation.js'
import type { Message } from '../../domain/message.js'
import type { ConversationQuery } from '../../ports/storage.js'
import type { Flow } from '../flow.js'
import { pageOf, pageSubject } from '../forms/page.js'
import { conversationEntries, failedEntries } from './entries.js'

/** As many as fit into one window with all the lists. */
const limit = 8
/** As many as fit into one window of their own: two blocks for each of them, of the hundred that a form holds. */
const pageSize = 40

/** How far back failures are shown, and how many are looked at for those that nobody has dealt with. */
const failedSinceMs = 7 * 86_400_000
const mostFailed = 500

const unsolved = ['new', 'open', 'pending'] as const

/** A list of what there is to do. */
interface Work<Entry> {
  readonly name: string
  readonly heading: string
  readonly nothing: string
  /** From the first on, as many as are asked for. */
  find(flow: Flow, memberId: string, count: number): Promise<readonly Entry[]>
  draw(flow: Flow, entries: readonly Entry[], memberId: string): Promise<readonly PanelItem[]>
}

const waiting = ofConversations('waiting', '⏳ Waiting longest', 'Nobody waits for an answer.', () => ({
  isWaiting: true,
}))
const mine = ofConversations('mine', '👤 Mine', 'Nothing of yours is open.', (assigneeId) => ({
  assigneeId,
  statuses: unsolved,
}))
const unassigned = ofConversations(
  'unassigned',
  '🙋 Unassigned',
  'Everything open has somebody who looks after it.',
  () => ({ assigneeId: null, statuses: unsolved }),
)
const failed: Work<Message> = {
  name: 'failed',
  heading: '❌ Failed',
  nothing: 'Nothing failed this week.',
  find: unresolved,
  draw: failedEntries,
}

function ofConversations(
  name: string,
  heading: string,
  nothing: string,
  query: (memberId: string) => ConversationQuery,
): Work<Conversation> {
  return {
    name,
    heading,
    nothing,
    find: (flow, memberId, count) => flow.tx.conversations.list(query(memberId), count),
    draw: conversationEntries,
  }
}

/** What there is to do: who waits longest, what is a member's own, what is nobody's, and what failed. */
export async function inboxItems(flow: Flow, memberId: string): Promise<readonly PanelItem[]> {
  const items: PanelItem[] = []
  for (const work of [waiting, mine, unassigned]) items.push(...(await beginningOf(flow, work, memberId)))
  return [...items, ...(await beginningOf(flow, failed, memberId))]
}

/** One of the lists from some entry on. `undefined` when there is none of that name. */
export async function inboxList(
  flow: Flow,
  memberId: string,
  name: string,
  from: number,
): Promise<readonly PanelItem[] | undefined> {
  if (name === failed.name) return stretchOf(flow, failed, memberId, from)
  const work = [waiting, mine, unassigned].find((one) => one.name === name)
  return work && stretchOf(flow, work, memberId, from)
}

async function beginningOf<Entry>(flow: Flow, work: Work<Entry>, memberId: string): Promise<readonly PanelItem[]> {
  const found = await work.find(flow, memberId, limit + 1)
  const more = { label: 'Show more', action: 'inbox', subject: pageSubject(0, work.name) } as const
  return [
    ...(await section(flow, work, found.slice(0, limit), memberId)),
    ...(found.length > limit ? [{ type: 'buttons' as const, buttons: [more] }] : []),
  ]
}

async function stretchOf<Entry>(
  flow: Flow,
  work: Work<Entry>,
  memberId: string,
  from: number,
): Promise<readonly PanelItem[]> {
  const page = pageOf(await work.find(flow, memberId, from + pageSize + 1), from, pageSize)
  const back = { label: 'All lists', action: 'inbox', subject: pageSubject(0) } as const
  return [
    ...(await section(flow, work, page.shown, memberId)),
    ...page.turns('inbox', (first) => pageSubject(first, work.name)),
    { type: 'buttons', buttons: [back] },
  ]
}

async function section<Entry>(
  flow: Flow,
  { draw, heading, nothing }: Work<Entry>,
  entries: readonly Entry[],
  memberId: string,
): Promise<readonly PanelItem[]> {
  const drawn = await draw(flow, entries, memberId)
  return [
    { type: 'heading', text: heading },
    ...(drawn.length === 0 ? [{ type: 'note' as const, text: nothing }] : drawn),
  ]
}

/** Of a text that did not arrive, or that nobody knew about, a person may have decided since. */
async function unresolved({ now, tx }: Flow, _memberId: string, count: number): Promise<readonly Message[]> {
  const found = await tx.messages.failed(new Date(now.getTime() - failedSinceMs), mostFailed)
  return found.filter(({ resolution }) => resolution === undefined).slice(0, count)
}

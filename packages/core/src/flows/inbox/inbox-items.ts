import type { PanelItem } from '../../domain/form.js'
import type { Message } from '../../domain/message.js'
import type { ConversationQuery } from '../../ports/storage.js'
import type { Flow } from '../flow.js'
import { conversationEntries, failedEntries } from './entries.js'

/** As many as fit into one window with all the lists. */
const limit = 8

/** How far back failures are shown. */
const failedSinceMs = 7 * 86_400_000

const unsolved = ['new', 'open', 'pending'] as const

const lists: readonly {
  readonly heading: string
  readonly nothing: string
  readonly query: (memberId: string) => ConversationQuery
}[] = [
  { heading: '⏳ Waiting longest', nothing: 'Nobody waits for an answer.', query: () => ({ isWaiting: true }) },
  {
    heading: '👤 Mine',
    nothing: 'Nothing of yours is open.',
    query: (assigneeId) => ({ assigneeId, statuses: unsolved }),
  },
  {
    heading: '🙋 Unassigned',
    nothing: 'Everything open has somebody who looks after it.',
    query: () => ({ assigneeId: null, statuses: unsolved }),
  },
]

/** What there is to do: who waits longest, what is a member's own, what is nobody's, and what failed. */
export async function inboxItems(flow: Flow, memberId: string): Promise<readonly PanelItem[]> {
  const items: PanelItem[] = []
  for (const { heading, nothing, query } of lists) {
    const found = await flow.tx.conversations.list(query(memberId), limit + 1)
    const entries = await conversationEntries(flow, found.slice(0, limit), memberId)
    items.push(...section(heading, nothing, entries, found.length > limit))
  }
  const failed = await unresolved(flow)
  const entries = await failedEntries(flow, failed.slice(0, limit))
  return [...items, ...section('❌ Failed', 'Nothing failed this week.', entries, failed.length > limit)]
}

/** Of a text that nobody knew about a person may have decided since. */
async function unresolved({ now, tx }: Flow): Promise<readonly Message[]> {
  const failed = await tx.messages.failed(new Date(now.getTime() - failedSinceMs), limit + 1)
  return failed.filter(({ resolution }) => resolution === undefined)
}

function section(
  heading: string,
  nothing: string,
  entries: readonly PanelItem[],
  isCut: boolean,
): readonly PanelItem[] {
  return [
    { type: 'heading', text: heading },
    ...(entries.length === 0 ? [{ type: 'note' as const, text: nothing }] : entries),
    ...(isCut ? [{ type: 'note' as const, text: `Only the first ${limit} are shown.` }] : []),
  ]
}

import type { ContextBlock, KnownBlock, RichTextBlock } from '@slack/types'
import type { HeadView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { context } from './pieces.js'
import { buttonRow } from './render-panel.js'
import type { RenderContext } from './rendered-post.js'

/** A context block holds ten elements, and five are taken. */
const maximumTags = 4

const statusLabels: Readonly<Record<HeadView['status'], string>> = {
  new: '🆕 New',
  open: '🟢 Open',
  pending: '⏳ Pending',
  solved: '☑️ Solved',
  closed: '✅ Closed',
}

const priorityLabels: Readonly<Record<NonNullable<HeadView['priority']>, string>> = {
  low: '🔽 Low',
  normal: '▶️ Normal',
  high: '🔼 High',
  urgent: '🚨 Urgent',
}

const consentLabels: Readonly<Record<NonNullable<HeadView['consent']>, string>> = {
  held: '⏸️ Texts are held',
  'opted-out': '🔕 Opted out',
}

/** How a conversation stands, in small words: they are for whoever looks, and ping nobody. */
export function headFacts(head: HeadView, render: Pick<RenderContext, 'memberName'>): ContextBlock[] {
  const { assigneeId, consent, priority, status, subject } = head
  const facts = [
    statusLabels[status],
    ...(assigneeId === undefined ? [] : [`👤 ${safeName(render.memberName(assigneeId) ?? '') || 'A teammate'}`]),
    ...(priority === undefined ? [] : [priorityLabels[priority]]),
    ...(consent === undefined ? [] : [consentLabels[consent]]),
    ...(head.isBlocked ? ['⛔ Blocked'] : []),
    ...tagLabels(head.tags),
  ]
  const about = safeName(subject ?? '')
  return [context(...facts), ...(about === '' ? [] : [context(`📌 ${about}`)])]
}

/** Where the conversation goes on, and what can be done with it. */
export function headFoot(head: HeadView): KnownBlock[] {
  return [...channelLink(head.directChannel), ...buttonRow(head.buttons, head.menu, () => undefined)]
}

function tagLabels(tags: readonly string[]): readonly string[] {
  const shown = tags
    .map(safeName)
    .filter((tag) => tag !== '')
    .map((tag) => `🏷 ${tag}`)
  const rest = shown.length - maximumTags
  return rest > 0 ? [...shown.slice(0, maximumTags), `and ${rest} more`] : shown
}

function channelLink(channel: string | undefined): RichTextBlock[] {
  if (channel === undefined || !/^[CG][A-Z0-9]+$/.test(channel)) return []
  const elements = [
    { type: 'text' as const, text: '💬 Goes on in ' },
    { type: 'channel' as const, channel_id: channel },
  ]
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

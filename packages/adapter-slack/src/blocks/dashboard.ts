import type { RichTextBlock, RichTextElement } from '@slack/types'
import type { DashboardView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { context, paragraph } from './pieces.js'
import { buttonRow } from './render-panel.js'
import type { RenderedPost } from './rendered-post.js'

const maximumLines = 40

/** What a mention of the app is answered with: what can be done, and which line answers where. */
export function renderDashboard({ buttons, lines }: DashboardView): RenderedPost {
  const shown = lines.slice(0, maximumLines)
  const rest = lines.length - shown.length
  return {
    text: 'Send a text from here.',
    blocks: [
      paragraph('Text messages', 'Send a text from here. Answers arrive in the channel of the line.'),
      ...buttonRow(buttons, [], () => undefined),
      ...(shown.length === 0 ? [context('There is no line yet.')] : [lineList(shown)]),
      ...(rest > 0 ? [context(`and ${rest} more`)] : []),
    ],
  }
}

function lineList(lines: DashboardView['lines']): RichTextBlock {
  const elements = lines.map(({ name, channel }) => ({
    type: 'rich_text_section' as const,
    elements: [{ type: 'text' as const, text: `${safeName(name) || 'Line'} in ` }, channelElement(channel)],
  }))
  return { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }
}

/** An id becomes a link to the channel; a name has no channel yet and stays a name. */
function channelElement(channel: string): RichTextElement {
  if (/^[CG][A-Z0-9]{2,}$/.test(channel)) return { type: 'channel', channel_id: channel }
  return { type: 'text', text: safeName(channel) || 'no channel' }
}

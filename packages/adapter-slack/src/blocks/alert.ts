import type { RichTextBlock } from '@slack/types'
import type { AlertView } from '@threadline/core'
import { fallbackText } from './fallback-text.js'
import { linkBlock, urlOf } from './notice.js'
import { paragraph } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'

/** What an admin has to set right; whoever is named for it is the one who is notified. */
export function renderAlert({ link, memberId, text, title }: AlertView, render: RenderContext): RenderedPost {
  const heading = `🛠️ ${title}`
  return {
    text: fallbackText([heading, text].join('\n')),
    blocks: [
      paragraph(heading, text),
      ...admin(memberId),
      ...(link === undefined ? [] : [linkBlock(link.label, urlOf(link, render))]),
    ],
  }
}

function admin(memberId: string | undefined): RichTextBlock[] {
  if (memberId === undefined || !/^[UW][A-Z0-9]+$/.test(memberId)) return []
  const elements = [{ type: 'user' as const, user_id: memberId }]
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

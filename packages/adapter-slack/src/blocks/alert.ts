import type { RichTextBlock } from '@slack/types'
import type { AlertView } from '@threadline/core'
import { fallbackText } from './fallback-text.js'
import { linkBlock, urlOf } from './notice.js'
import { paragraph } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'

/** What an admin has to set right; whoever is named for it is the one who is notified. */
export function renderAlert({ link, memberIds = [], text, title }: AlertView, render: RenderContext): RenderedPost {
  const heading = `🛠️ ${title}`
  return {
    text: fallbackText([heading, text].join('\n')),
    blocks: [
      paragraph(heading, text),
      ...admins(memberIds),
      ...(link === undefined ? [] : [linkBlock(link.label, urlOf(link, render))]),
    ],
  }
}

function admins(memberIds: readonly string[]): RichTextBlock[] {
  const known = memberIds.filter((id) => /^[UW][A-Z0-9]+$/.test(id)).slice(0, mostNamed)
  if (known.length === 0) return []
  const named = known.flatMap((user_id) => [{ type: 'user', user_id } as const, { type: 'text', text: ' ' } as const])
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: named }] }]
}

/** More than would ever be told of something, and far fewer than a block holds. */
const mostNamed = 50

import type { KnownBlock, RichTextElement } from '@slack/types'
import type { ContactView, HeadView, PostRef, TextView } from '@threadline/core'
import type { RenderContext } from '../../src/blocks/index.js'

export const thread: PostRef = { channelId: 'C1', messageId: '1795446240.000100' }

export const render: RenderContext = {
  memberName: (id) => (id === 'U1' ? 'Ana' : undefined),
  permalink: ({ channelId, messageId }) =>
    `https://example.slack.com/archives/${channelId}/p${messageId.replace('.', '')}`,
  channelLink: (id) => `https://example.slack.com/archives/${id}`,
  now: new Date('2026-11-23T15:07:30Z'),
}

export const contact: ContactView = { name: 'Maria Jones', address: '+14155550123' }

/** A head with nothing particular about it. */
export const plainHead: HeadView = { status: 'new', isBlocked: false, tags: [], buttons: [], menu: [] }

export const inbound = (text: string): TextView => ({ direction: 'inbound', text, media: [] })

/** The elements of all rich text, in order. */
export function richTextElementsOf(blocks: readonly KnownBlock[]): readonly RichTextElement[] {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]))
    .flatMap((part): readonly RichTextElement[] => part.elements)
}

/** The words of all rich text. */
export function wordsOf(blocks: readonly KnownBlock[]): string {
  return richTextElementsOf(blocks)
    .map((element) => ('text' in element ? element.text : ''))
    .join('')
}

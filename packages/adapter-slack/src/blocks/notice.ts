import type { KnownBlock } from '@slack/types'
import type { NoticeView } from '@threadline/core'
import { cutText, wellFormed } from '../text/index.js'
import { isOpenable } from './button.js'
import { fallbackText } from './fallback-text.js'
import { context } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { textBody } from './text-body.js'

const maximumLabelLength = 300

/** A sentence or two of our own, with a link where there is something to open. */
export function renderNotice(view: NoticeView, render: RenderContext): RenderedPost {
  return {
    text: fallbackText(view.text),
    blocks: [
      ...textBody({ text: view.text, media: [] }),
      ...(view.link === undefined ? [] : [link(view.link, render)]),
    ],
  }
}

function link({ label, post }: NonNullable<NoticeView['link']>, { permalink }: RenderContext): KnownBlock {
  const url = permalink(post)
  const text = cutText(wellFormed(label), maximumLabelLength) || 'Open'
  if (!isOpenable(url)) return context(text)
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text }] }] }
}

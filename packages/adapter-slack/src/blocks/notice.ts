import type { KnownBlock } from '@slack/types'
import type { NoticeLink, NoticeView } from '@threadline/core'
import { cutText, safeName, wellFormed } from '../text/index.js'
import { isOpenable } from './button.js'
import { fallbackText } from './fallback-text.js'
import { context } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { textBody } from './text-body.js'

const maximumLabelLength = 300

/** A sentence or two of our own, with a link where there is something to open. */
export function renderNotice(view: NoticeView, render: RenderContext): RenderedPost {
  const text = withName(view, render)
  return {
    text: fallbackText(text),
    blocks: [
      ...textBody({ text, media: [] }),
      ...(view.link === undefined ? [] : [linkBlock(view.link.label, urlOf(view.link, render))]),
    ],
  }
}

/** Whom it is about is named, and not pinged. */
function withName({ memberId, text }: NoticeView, { memberName }: RenderContext): string {
  if (memberId === undefined) return text
  return `${safeName(memberName(memberId) ?? '') || 'A teammate'} ${text}`
}

export function urlOf(link: NoticeLink, { channelLink, permalink }: RenderContext): string | undefined {
  return 'post' in link ? permalink(link.post) : channelLink(link.channel)
}

/** Words that open an address; the words alone when there is none. */
export function linkBlock(label: string, url: string | undefined): KnownBlock {
  const text = cutText(wellFormed(label), maximumLabelLength) || 'Open'
  if (!isOpenable(url)) return context(text)
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text }] }] }
}

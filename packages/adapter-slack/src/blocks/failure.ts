import type { FailureView } from '@threadline/core'
import { contactLabel } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { excerpt, paragraph } from './pieces.js'
import { buttonRow, type Permalink } from './render-panel.js'
import type { RenderedPost } from './rendered-post.js'

/** Under a text that did not arrive: why, and what to do next. */
export function renderFailure(view: FailureView, permalink: Permalink): RenderedPost {
  const { buttons, contact, nextStep, reason, text } = view
  const title = `❌ Not delivered to ${contactLabel(contact)}`
  return {
    text: fallbackText([title, reason, nextStep].join('\n')),
    blocks: [paragraph(title, reason, nextStep), ...excerpt(text), ...buttonRow(buttons, [], permalink)],
  }
}

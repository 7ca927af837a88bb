import type { RichTextBlock, RichTextElement } from '@slack/types'
import { findLinks } from './find-links.js'
import { splitText } from './split-text.js'
import { wellFormed } from './well-formed.js'

/** What Slack takes in one text object; a block of rich text is kept below it too. */
const maximumBlockLength = 3000

/**
 * Draws a text from outside as `rich_text` blocks, which Slack shows as the very characters they hold: nothing in them
 * pings, formats or hides. Addresses become links that show themselves. The blocks together hold the whole text; there
 * are none for an empty text.
 *
 * `maximumBlocks` limits their number: a text too long for that gets longer blocks, never a missing end.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function richTextFromPlain(text: string, maximumBlocks: number = 20): RichTextBlock[] {
  const shown = wellFormed(text)
  // Cuts may fall at half of a piece, hence the factor.
  const length = Math.max(maximumBlockLength, Math.ceil((2 * shown.length) / maximumBlocks))
  return splitText(shown, length).map((piece) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: richTextElements(piece) }],
  }))
}

/** The same as elements, to stand inside a section or quote. */
export function richTextElements(text: string): RichTextElement[] {
  return findLinks(wellFormed(text)).map((part) =>
    part.type === 'link' ? { type: 'link', url: part.text, text: part.text } : { type: 'text', text: part.text },
  )
}

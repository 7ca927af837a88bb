import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
} from '@slack/types'
import { cutText, richTextElements, richTextFromPlain, wellFormed } from '../text/index.js'

const maximumHeaderLength = 150
const maximumContextLength = 2000
const maximumParagraphLength = 2000

/** How much of a text that stands elsewhere in full is repeated. */
const excerptLength = 300

/** Text as Slack shows it without reading anything into it, shortcodes of emoji included. Never empty. */
export function plainText(text: string, limit: number): PlainTextElement {
  const shown = cutText(wellFormed(text), limit)
  return { type: 'plain_text', text: shown.trim() === '' ? '-' : shown, emoji: false }
}

/** Our own words on something to click, or above it; their emoji stand on every system as Slack draws them. */
export function labelText(text: string, limit: number): PlainTextElement {
  return { ...plainText(text, limit), emoji: true }
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, maximumHeaderLength) }
}

/** Small grey words. At most ten. */
export function context(...texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.map((text) => plainText(text, maximumContextLength)) }
}

/** A paragraph, with its first words in bold. Never empty. */
export function paragraph(bold: string, ...lines: readonly string[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: sectionElements(bold, ...lines) }] }
}

/** The same as elements of a section: the bold words, if there are any, are the first. */
export function sectionElements(bold: string, ...lines: readonly string[]): RichTextElement[] {
  const head = cutText(wellFormed(bold), maximumParagraphLength)
  const rest = lines.map((line) => cutText(wellFormed(line), maximumParagraphLength)).filter((line) => line !== '')
  const body = [...(head === '' ? [] : ['']), ...rest].join('\n')
  return [
    ...(head === '' ? [] : [{ type: 'text' as const, text: head, style: { bold: true } }]),
    ...richTextElements(head === '' && body === '' ? '-' : body),
  ]
}

/** The beginning of a text, as a quote; nothing for an empty one. Addresses in it are not links. */
export function excerpt(text: string): RichTextBlock[] {
  const shown = excerptOf(text)
  if (shown === '') return []
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: shown }] }] }]
}

/** The beginning of a text in characters. */
export function excerptOf(text: string): string {
  return cutText(wellFormed(text).trim(), excerptLength)
}

/** The whole text, as a quote; nothing for an empty one. */
export function quote(text: string): RichTextBlock[] {
  if (text.trim() === '') return []
  return richTextFromPlain(text).map((block) => ({
    type: 'rich_text',
    elements: block.elements.map((part) =>
      part.type === 'rich_text_section' ? { type: 'rich_text_quote', elements: part.elements } : part,
    ),
  }))
}

/** Lines of characters of one width, as they are; nothing for none. */
export function fixed(text: string): RichTextBlock[] {
  const shown = cutText(wellFormed(text), maximumParagraphLength)
  if (shown.trim() === '') return []
  return [
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown }] }] },
  ]
}

export function actions(...elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] }
}

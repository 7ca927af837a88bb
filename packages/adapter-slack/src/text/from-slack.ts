import type { NameLookup } from './name-lookup.js'
import { readMrkdwn } from './read-mrkdwn.js'
import { readRichText } from './read-rich-text.js'
import { isRecord, stringOf } from './unknown-json.js'

/**
 * Turns a Slack message into the plain text a person meant. Its `rich_text` blocks say that exactly; where there are
 * none, or they hold something unknown here, the `text` of the message is read instead, so that no words are lost.
 * Takes any JSON and never throws.
 */
export function plainTextFromSlack(message: { text?: unknown; blocks?: unknown }, names: NameLookup): string {
  if (!isRecord(message)) return ''
  const blocks = readRichText(message.blocks, names)
  if (blocks.isComplete && blocks.text.trim() !== '') return withoutEdges(blocks.text)
  const text = readMrkdwn(stringOf(message.text), names)
  return withoutEdges(text.trim() === '' ? blocks.text : text)
}

/** Empty lines around a message are typing, not meaning. Spaces at its start may be a drawing. */
function withoutEdges(text: string): string {
  return text.trimEnd().replace(/^\n+/, '')
}

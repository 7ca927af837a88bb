import type { NameLookup } from './name-lookup.js'
import { readRichTextElement } from './read-rich-text-element.js'
import { itemMarker } from './item-marker.js'
import { recordsOf, smallNumberOf, stringOf, type UnknownRecord } from './unknown-json.js'

const maximumIndent = 8
const maximumOffset = 9999

/** What could be read of a message's blocks. */
export interface ReadBlocks {
  readonly text: string
  /** False when something in them is not known here, so that `text` may lack words. */
  readonly isComplete: boolean
}

/**
 * Reads `rich_text` blocks, which is how Slack keeps what a person typed, as plain text. A quote keeps its `> `, a list
 * its numbers; bullets become `- `, because `•` would turn a whole SMS into the costly alphabet.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function readRichText(blocks: unknown, names: NameLookup): ReadBlocks {
  const parts: string[] = []
  let isComplete = Array.isArray(blocks)
  for (const block of Array.isArray(blocks) ? blocks : []) {
    const [record] = recordsOf([block])
    if (record?.['type'] !== 'rich_text' || !Array.isArray(record['elements'])) isComplete = false
    for (const element of recordsOf(record?.['elements'])) {
      const text = readBlockElement(element, names)
      if (text === undefined) isComplete = false
      else parts.push(text)
    }
  }
  return { text: joinLines(parts), isComplete }
}

function readBlockElement(element: UnknownRecord, names: NameLookup): string | undefined {
  switch (element['type']) {
    case 'rich_text_section':
    case 'rich_text_preformatted':
      return readInline(element, names)
    case 'rich_text_quote':
      return prefixLines(readInline(element, names), '> ')
    case 'rich_text_list':
      return readList(element, names)
    default:
      return undefined
  }
}

/** Undefined as soon as one element is unknown: a sentence with a hole says something else. */
function readInline(container: UnknownRecord, names: NameLookup): string | undefined {
  const elements = container['elements']
  if (!Array.isArray(elements)) return undefined
  const texts = elements.map((element: unknown) => readRichTextElement(element, names))
  return texts.includes(undefined) ? undefined : texts.join('')
}

function readList(list: UnknownRecord, names: NameLookup): string | undefined {
  const indent = smallNumberOf(list['indent'], maximumIndent)
  const offset = smallNumberOf(list['offset'], maximumOffset)
  const style = stringOf(list['style'])
  if (!Array.isArray(list['elements'])) return undefined
  const items = list['elements'].map((item: unknown, index) => {
    const text = readInline(recordsOf([item])[0] ?? {}, names)
    return text === undefined
      ? undefined
      : hang(text, `${'  '.repeat(indent)}${itemMarker(style, indent, offset + index)} `)
  })
  return items.includes(undefined) ? undefined : items.join('\n')
}

/** Puts the marker before the first line and aligns the others below it. */
function hang(text: string, marker: string): string {
  return marker + text.replaceAll('\n', `\n${' '.repeat(marker.length)}`)
}

function prefixLines(text: string | undefined, prefix: string): string | undefined {
  return text === undefined ? undefined : prefix + text.replace(/\n$/, '').replaceAll('\n', `\n${prefix}`)
}

/** Slack starts each part on a line of its own, whether or not the text before it ends with one. */
function joinLines(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part, index, all) => (index === all.length - 1 || part.endsWith('\n') ? part : `${part}\n`))
    .join('')
}

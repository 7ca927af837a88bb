import type { Replacement } from './shortcodes.js'

const marks = new Set(['*', '_', '~'])

/** What may stand before a pair and after it; anything else makes the mark a character of the text. */
const mayPrecede = /[\s([{"'“‘«.,;!?=+\-–—/|]/
const mayFollow = /[\s)\]}>"'”’».,:;!?=+\-–—/|…]/

/** Code in mrkdwn: its backticks, to be dropped, and the characters between them, to be left alone. */
export interface CodeSpans {
  readonly backticks: readonly Replacement[]
  isInside(index: number): boolean
}

/** Finds `` `code` `` and code blocks. */
export function findCode(text: string): CodeSpans {
  const backticks: Replacement[] = []
  const inside = new Uint8Array(text.length)
  const code = /(```)[^]+?```|(`)[^`\n]+`/g
  for (let match = code.exec(text); match !== null; match = code.exec(text)) {
    const [whole, block, line] = match
    const { length } = block ?? line ?? ''
    const end = match.index + whole.length
    if (isWord(text.charAt(match.index - 1)) || isWord(text.charAt(end))) {
      code.lastIndex = match.index + length
      continue
    }
    backticks.push({ index: match.index, length, text: '' }, { index: end - length, length, text: '' })
    inside.fill(1, match.index, end)
  }
  return { backticks, isInside: (index) => inside[index] === 1 }
}

/**
 * Finds the `*`, `_` and `~` that Slack takes for formatting: in pairs, on one line, around something, at the edges of
 * words. `isLiteral` tells which characters are not to be looked at.
 */
export function findFormatting(text: string, isLiteral: (index: number) => boolean): readonly Replacement[] {
  const found: Replacement[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const quoteSign = /^>*/.exec(line)?.[0].length ?? 0
    findPairs(text, start + quoteSign, start + line.length, isLiteral, found)
    start += line.length + 1
  }
  return found
}

function findPairs(
  text: string,
  start: number,
  end: number,
  isLiteral: (index: number) => boolean,
  found: Replacement[],
): void {
  for (let index = start; index < end; index += 1) {
    if (!marks.has(text.charAt(index)) || isLiteral(index) || !opens(text, index, start)) continue
    const closing = nextMark(text, index, end, isLiteral)
    if (closing === undefined || closing === index + 1 || !closes(text, closing, end)) continue
    found.push({ index, length: 1, text: '' }, { index: closing, length: 1, text: '' })
    findPairs(text, index + 1, closing, isLiteral, found)
    index = closing
  }
}

/** A pair has no mark of its own kind inside: `*2*3*` is not bold. */
function nextMark(
  text: string,
  opening: number,
  end: number,
  isLiteral: (index: number) => boolean,
): number | undefined {
  const mark = text.charAt(opening)
  for (let index = opening + 1; index < end; index += 1) {
    if (text.charAt(index) === mark && !isLiteral(index)) return index
  }
  return undefined
}

function opens(text: string, index: number, start: number): boolean {
  return (index === start || mayPrecede.test(text.charAt(index - 1))) && /\S/.test(text.charAt(index + 1))
}

function closes(text: string, index: number, end: number): boolean {
  return (index + 1 === end || mayFollow.test(text.charAt(index + 1))) && /\S/.test(text.charAt(index - 1))
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

/**
 * Splits a text into pieces of at most `limit` UTF-16 units, which together are the text again, character by character.
 * It is cut after a line, else after a word, else between characters; never inside an emoji or an accented letter
 * unless that alone is longer than the limit, and never inside a surrogate pair.
 *
 * `limit` is at least 2.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > limit) {
    const end = start + cutPosition(text.slice(start, start + limit + 2), limit)
    pieces.push(text.slice(start, end))
    start = end
  }
  return start < text.length ? [...pieces, text.slice(start)] : pieces
}

/** Where to cut a window that is longer than the limit by one character, so that it shows what would follow the cut. */
function cutPosition(window: string, limit: number): number {
  const enough = Math.floor(limit / 2)
  const line = window.lastIndexOf('\n', limit - 1) + 1
  if (line > enough) return line
  const word = lastSpace(window, limit) + 1
  return word > enough ? word : characterEdge(window, limit)
}

function lastSpace(window: string, limit: number): number {
  let index = limit - 1
  while (index >= 0 && !/\s/.test(window.charAt(index))) index -= 1
  return index
}

/** The last place up to `limit` where neither a surrogate pair nor a composed character is torn. */
function characterEdge(window: string, limit: number): number {
  let edge = limit
  while (edge >= limit / 2 && (tearsPair(window, edge) || tearsCharacter(window, edge))) edge -= 1
  if (edge >= limit / 2) return edge
  return tearsPair(window, limit) ? limit - 1 : limit
}

function tearsPair(text: string, index: number): boolean {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(index))
}

function tearsCharacter(text: string, index: number): boolean {
  const after = String.fromCodePoint(text.codePointAt(index) ?? 0)
  return text.charAt(index - 1) === '\u200D' || /\p{M}|\p{Emoji_Modifier}|\u200D/u.test(after)
}

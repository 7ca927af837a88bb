/**
 * Cuts a text into parts that, put together again, are the text: at white space where there is some, else between
 * characters as people see them (a flag, a family, an accent), else between code points. Never inside of one.
 *
 * @param limit - most UTF-16 units of a part, at least 2: some characters need both; or how to find it for what is left
 * @throws RangeError when the limit is below 2
 */
export function splitText(text: string, limit: number | ((left: string) => number)): readonly string[] {
  const parts: string[] = []
  for (let start = 0; start < text.length; start += parts.at(-1)?.length ?? 0) {
    const left = text.slice(start)
    const most = typeof limit === 'number' ? limit : limit(left)
    if (!(most >= Math.min(2, left.length))) throw new RangeError('A part needs room for at least 2 UTF-16 units.')
    parts.push(firstPart(left.slice(0, most + lookAhead), most))
  }
  return parts
}

/** Enough to see where the character at the end of the room ends; a longer one is cut like one that has no end. */
const lookAhead = 64

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What may be torn from the word before it; a no-break space may not. */
const isBreak = (character: string): boolean => /^[^\S\u00a0\u2007\u202f]+$/u.test(character)

function firstPart(text: string, limit: number): string {
  if (text.length <= limit) return text
  let words = 0
  let characters = 0
  for (const { index, segment } of graphemes.segment(text)) {
    const end = index + segment.length
    if (isBreak(segment)) words = end > limit ? index : end
    if (end > limit) break
    characters = end
  }
  return text.slice(0, words || characters || wholeCodePoints(text, limit))
}

function wholeCodePoints(text: string, limit: number): number {
  const isHalved = /[\ud800-\udbff]/.test(text[limit - 1] ?? '') && /[\udc00-\udfff]/.test(text[limit] ?? '')
  return isHalved ? limit - 1 : limit
}

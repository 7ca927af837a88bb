import { emojiFromName } from './emoji.js'

/** A piece of text and what is to stand in its place. */
export interface Replacement {
  readonly index: number
  readonly length: number
  readonly text: string
}

/** Finds the `:names:` of emoji that are known; `12:100:30` is a time, not a score. */
export function findShortcodes(text: string): readonly Replacement[] {
  const found: Replacement[] = []
  const shortcode = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g
  for (let match = shortcode.exec(text); match !== null; match = shortcode.exec(text)) {
    const [whole, name = ''] = match
    const emoji = isBetweenDigits(text, match.index, whole) ? undefined : emojiFromName(name)
    if (emoji !== undefined) found.push({ index: match.index, length: whole.length, text: emoji })
    // The closing colon of a name that is not known may open the next one.
    else shortcode.lastIndex -= 1
  }
  return found
}

export function replaceShortcodes(text: string): string {
  return replaceAll(text, findShortcodes(text))
}

/** Puts every replacement in its place; of overlapping ones the earlier stays. */
export function replaceAll(text: string, replacements: readonly Replacement[]): string {
  const parts: string[] = []
  let position = 0
  for (const { index, length, text: replacement } of replacements.toSorted((a, b) => a.index - b.index)) {
    if (index < position) continue
    parts.push(text.slice(position, index), replacement)
    position = index + length
  }
  return parts.join('') + text.slice(position)
}

function isBetweenDigits(text: string, index: number, whole: string): boolean {
  return /\d/.test(text.charAt(index - 1)) && /\d/.test(text.charAt(index + whole.length))
}

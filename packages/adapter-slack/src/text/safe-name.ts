import { cutText } from './cut-text.js'
import { wellFormed } from './well-formed.js'

/** Longer than any name a person goes by, short enough for a header. */
const maximumLength = 80

/** Direction marks and overrides, invisible operators and fillers, tags: they change what other characters look like. */
const invisible = /(?!\u200C|\u200D|\uFE0F)\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]|(?<!\p{Emoji})\uFE0F/gu

/** Joiners that join nothing. Between letters, and in emoji made of several, they are needed. */
const idleJoiners = /(?<!\p{L}|\p{M}|\p{So}|\p{Emoji_Modifier})(?:\u200C|\u200D)+|(?:\u200C|\u200D)+(?!\p{L}|\p{So})/gu

/** Controls, line ends, every kind of space, and the blank that counts as a symbol. */
const blanks = /[\p{Cc}\p{Z}\u2800]+/gu

/**
 * A name from outside as it can stand beside our own words: one line, in its own direction, nothing invisible in it.
 * At most 80 UTF-16 units; empty when nothing visible is left.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function safeName(name: string): string {
  const visible = wellFormed(name).replaceAll(invisible, '').replaceAll(idleJoiners, '')
  const oneLine = visible.replaceAll(blanks, ' ')
  return cutText(withoutTowers(oneLine).trim(), maximumLength)
}

/** More marks on one letter than any script uses would climb over the lines above. */
function withoutTowers(text: string): string {
  return text.replaceAll(/(\p{M}{4})\p{M}+/gu, '$1')
}

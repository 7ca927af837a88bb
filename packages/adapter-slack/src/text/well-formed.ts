/**
 * The text with what no JSON parser or database takes (halves of surrogate pairs, NUL) shown as `�`: a text that Slack
 * refuses would be a text lost.
 */
export function wellFormed(text: string): string {
  return text.replaceAll(/[\p{Cs}\0]/gu, '\uFFFD')
}

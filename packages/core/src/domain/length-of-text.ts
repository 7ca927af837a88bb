import { countSegments } from './segments.js'

/**
 * What a text costs, and why, in one sentence: how many texts it is charged as, how much room is left, and which signs
 * take more room than others.
 */
export function lengthOfText(text: string): string {
  const { causedBy, segments, unitsLeft } = countSegments(text)
  if (segments === 0) return 'There is no text yet.'
  const cost = `${segments === 1 ? '1 text' : `${segments} texts`}, with room for ${unitsLeft} more characters`
  if (causedBy.length === 0) return `${cost}.`
  const plain = countSegments(withoutSigns(text, causedBy)).segments
  const signs = causedBy.slice(0, 8).join(' ') + (causedBy.length > 8 ? ' …' : '')
  const saving = plain < segments ? ` Without them it would be ${plain}.` : ''
  return `${cost}. A text has room for 70 characters instead of 160 because of: ${signs}.${saving}`
}

/** The same with a plain sign in the place of each of these. */
export function withoutSigns(text: string, signs: readonly string[]): string {
  return text.replaceAll(/./gsu, (character) => (signs.includes(character) ? '-' : character))
}

import { isSupportedCountry, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'

/** What a written number means, or why it means none. `reason` is a sentence for the person who wrote it. */
export type PhoneNumberReading =
  | { readonly type: 'ok'; readonly e164: string }
  | { readonly type: 'invalid'; readonly reason: string }

/**
 * Reads a phone number as people write it: with or without `+`, spaces, dots, dashes, parentheses, `00` or `tel:`.
 *
 * The gate is that a number of this length can exist, not that its range is handed out: numbering plans change faster
 * than libraries do. Extensions and letters are refused. Never throws.
 *
 * @param defaultCountry - ISO 3166 alpha-2 country in which a number without `+` is read.
 */
export function parsePhoneNumber(input: string, defaultCountry: string): PhoneNumberReading {
  if (input.length > longestNotation) return { type: 'invalid', reason: 'That is too long for a phone number.' }
  const written = plainNotation(input)
  const objection = objectionTo(written)
  if (objection !== undefined) return { type: 'invalid', reason: objection }
  const dialled = (written.startsWith('+') ? '+' : '') + written.replace(/\D/g, '')
  const country = supportedCountry(defaultCountry)
  const number = readings(dialled, country).find(isPossible)
  if (number !== undefined) return { type: 'ok', e164: number.number }
  return { type: 'invalid', reason: reasonAgainst(dialled, country) }
}

/** Far more than any notation with invisible marks needs. */
const longestNotation = 250

/** Shows a number the way people read it abroad, such as `+44 20 7946 0958`. Anything but a possible number is unchanged. */
export function formatForPeople(address: string): string {
  const known = formatted.get(address)
  if (known !== undefined) return known
  const number = fromE164(address)
  const shown = number?.isPossible() === true ? number.formatInternational() : address
  if (formatted.size >= mostFormatted) formatted.clear()
  formatted.set(address, shown)
  return shown
}

/** Whoever texts, texts again, and each text shows both numbers. */
const formatted = new Map<string, string>()
const mostFormatted = 5_000

/** Whether an address is an E.164 number. Short codes and alphanumeric senders are not: nobody answers them by machine. */
export function isDialable(address: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(address)
}

/**
 * The address a provider reported, as it is stored.
 *
 * E.164 stays. Short codes, alphanumeric senders and digits without `+` stay as they are: what a bare number means is
 * the provider's to know, and guessing here would merge two people.
 */
export function normalizeAddress(fromProvider: string): string {
  const address = fromProvider.trim()
  const dialled = address.replace(/[\s().-]/g, '')
  return isDialable(dialled) ? dialled : address
}

/**
 * ISO 3166 alpha-2 country of an E.164 number; absent for numbers of no country, such as `+800`.
 *
 * Where several countries share a calling code and the range is not handed out, it is the first that has such numbers.
 */
export function countryOf(e164: string): string | undefined {
  const number = fromE164(e164)
  return number?.country ?? number?.getPossibleCountries()[0]
}

/** What pasting from a contact card or another script leaves behind is taken away; notation and digits remain. */
function plainNotation(input: string): string {
  return input
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0x0f))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/^[\s"'\u201c\u201d<]*(?:tel:)?\s*|[\s"'\u201c\u201d>,;.]*$/gi, '')
    .replace(/^\(\s*\+/, '+')
}

function objectionTo(written: string): string | undefined {
  if (!/\d/.test(written)) return 'That is not a phone number.'
  if (/^\p{L}+:/u.test(written)) return 'Write the phone number alone, without what stands before it.'
  if (/\d\s*(?:[;,#]|x\.?\s*\d|ext)/i.test(written)) return 'Write one number, without an extension.'
  if (/\p{L}/u.test(written)) return 'A phone number has no letters. Write it in digits.'
  if (!/^\+?[\d\s().\-/\u00b7]+$/.test(written)) return 'That is not a phone number.'
  return undefined
}

/**
 * The ways to understand what was dialled, best first.
 *
 * `00` stands for `+` in most of the world and is written where it does not work too, so it is tried after a number
 * that is in use in the default country, and before one that merely could exist there.
 */
function readings(dialled: string, country: CountryCode | undefined): readonly (PhoneNumber | undefined)[] {
  const asWritten = parse(dialled, country)
  if (!dialled.startsWith('00') || asWritten?.isValid() === true) return [asWritten]
  return [parse(`+${dialled.slice(2)}`, country), asWritten]
}

function isPossible(number: PhoneNumber | undefined): number is PhoneNumber {
  return number !== undefined && number.isPossible() && isDialable(number.number) && !hasImpossibleStart(number)
}

/**
 * Whether a number begins as none does, though its length would fit: an area code of `+1` with 0 or 1, or a number
 * that kept the 0 dialled before it at home.
 *
 * https://www.nanpa.com/numbering/area-codes, https://www.itu.int/rec/T-REC-E.164
 */
function hasImpossibleStart(number: PhoneNumber): boolean {
  if (number.countryCallingCode === '1') return /^[01]/.test(number.nationalNumber)
  const keepsZero = codesKeepingZero.has(number.countryCallingCode)
  return number.nationalNumber.startsWith('0') && !keepsZero && !number.isValid()
}

/** Calling codes after which a 0 is part of the number: Italy, San Marino, Vatican, and four in Africa. */
const codesKeepingZero: ReadonlySet<string> = new Set(['39', '378', '379', '225', '229', '241', '242'])

function reasonAgainst(dialled: string, country: CountryCode | undefined): string {
  const isInternational = dialled.startsWith('+')
  if (!isInternational && country === undefined) return 'Start the number with + and its country code.'
  const number = parse(dialled, country)
  const place = isInternational ? placeOfCode(number) : nameOf(country)
  const problem = validatePhoneNumberLength(dialled, country)
  if (problem === 'TOO_SHORT') return `That number is too short for ${place}.`
  if (problem === 'TOO_LONG') return `That number is too long for ${place}.`
  if (problem === 'INVALID_COUNTRY') return 'No country has that code. Check the digits after the +.'
  return `That is not a number in ${place}. Start it with + and its country code if it is from elsewhere.`
}

function placeOfCode(number: PhoneNumber | undefined): string {
  if (number === undefined) return 'any country'
  return number.country === undefined ? `numbers with +${number.countryCallingCode}` : nameOf(number.country)
}

const namesWithArticle: ReadonlySet<string> = new Set('AE BS CF CG DO GB GM MV NL PH US'.split(' '))

function nameOf(country: CountryCode | undefined): string {
  if (country === undefined) return 'any country'
  const names = new Intl.DisplayNames(['en'], { type: 'region', style: 'short' })
  return `${namesWithArticle.has(country) ? 'the ' : ''}${names.of(country) ?? country}`
}

/** Whether numbers can be read in a country: ISO 3166 alpha-2, such as `US`. */
export const isCountry = (country: string): boolean => supportedCountry(country) !== undefined

function supportedCountry(country: string): CountryCode | undefined {
  const code = country.trim().toUpperCase()
  return isSupportedCountry(code) ? code : undefined
}

function fromE164(address: string): PhoneNumber | undefined {
  return isDialable(address) ? parse(address, undefined) : undefined
}

function parse(dialled: string, country: CountryCode | undefined): PhoneNumber | undefined {
  return parsePhoneNumberFromString(dialled, { ...(country && { defaultCountry: country }), extract: false })
}

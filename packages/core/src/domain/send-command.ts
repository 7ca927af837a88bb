import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { parsePhoneNumber } from './phone-number.js'

/** What a chat message that may be a power command asks for. `sentence` tells its writer why nothing was sent. */
export type SendCommand =
  | { readonly type: 'none' }
  | { readonly type: 'to-number'; readonly e164: string; readonly text: string }
  | { readonly type: 'to-name'; readonly name: string; readonly text: string }
  | {
      readonly type: 'problem'
      readonly problem: 'no-text' | 'bad-number' | 'ambiguous-number'
      readonly sentence: string
    }

/**
 * Reads `send 415 943 6084 Hello`, `send 415 943 6084: Hello` and `send Jane Doe: Hello`.
 *
 * A colon or a line break ends the number for certain. Without one, there must be a single way to part the digits from
 * the text: a text to the wrong person cannot be taken back, so doubt is a problem and never a guess. The text keeps
 * its own line breaks and spacing. Never throws.
 *
 * @param message - The message as its writer meant it: links, entities and emoji already decoded.
 * @param defaultCountry - ISO 3166 alpha-2 country in which a number without `+` is read.
 * @param hasFiles - Something goes along, so there may be no words.
 */
export function parseSendCommand(message: string, defaultCountry: string, hasFiles = false): SendCommand {
  const rest = /^[\s\p{Cf}]*send(?=\s)([^]*)$/iu.exec(message)?.[1]?.trimStart()
  return rest === undefined || rest === '' ? { type: 'none' } : parseAddressed(rest, defaultCountry, hasFiles)
}

/** Reads the same without the word: a number or a name, and a text. */
export function parseAddressed(rest: string, defaultCountry: string, hasFiles = false): SendCommand {
  const read = toNumber(rest, defaultCountry) ?? toName(rest) ?? { type: 'none' }
  const isAddressed = read.type === 'to-number' || read.type === 'to-name'
  return isAddressed && !hasFiles && !hasText(read.text) ? noText() : read
}

/** The words at the start of a message that are written like a number. */
interface NumberRun {
  /** Offsets after each of these words: the places where the number may end. */
  readonly ends: readonly number[]
  /** Offset of the text when a colon or a line break says where it begins. */
  readonly textStart?: number
  /** Whether something sticks to the last word, as in `4159436084,` or `10:30`. */
  readonly isGlued: boolean
}

/** One way to understand where the number ends. */
interface Reading {
  readonly end: number
  readonly written: string
  readonly e164: string
  /** Whether the number lies in a range that is in use. */
  readonly isValid: boolean
}

/** No number has more, whatever is dialled before it; the rest of the line need not be looked at. */
const mostDigits = 24
const numberWord = /^(?:tel:)?[\p{Nd}\p{Pd}\p{Cf}\p{M}+\uff0b()./\u00b7\u2212\uff08\uff09]+/iu
const hour = /^(?:[01]?\d|2[0-3])[:\uff1a][0-5]\d(?!\d)/
const year = '(?:19|20)\\d\\d'
const dayOrMonth = '(?:0?[1-9]|[12]\\d|3[01])'
const date = new RegExp(
  `^(?:${year}([-./])${dayOrMonth}\\1${dayOrMonth}|${dayOrMonth}([-./])${dayOrMonth}\\2(?:${year}|\\d\\d))$`,
)
const lineBreak = /[\n\r\u2028\u2029]/

function numberRun(rest: string): NumberRun {
  const line = rest.split(lineBreak, 1)[0] ?? ''
  const ends: number[] = []
  for (const { 0: word, index } of line.matchAll(/\S+/gu)) {
    if (/^[:\uff1a]$/.test(word)) return { ends, textStart: index + 1, isGlued: false }
    const written = numberWord.exec(word)?.[0] ?? ''
    const end = index + written.length
    if (digitsOf(written) > 0) ends.push(end)
    if (digitsOf(line.slice(0, end)) > mostDigits) return { ends, isGlued: false }
    if (written === word) continue
    if (digitsOf(written) === 0) return { ends, isGlued: false }
    const endsInColon = /^[:\uff1a]/.test(word.slice(written.length)) && !hour.test(word)
    return endsInColon ? { ends, textStart: end + 1, isGlued: false } : { ends, isGlued: true }
  }
  return line.length < rest.length ? { ends, textStart: line.length, isGlued: false } : { ends, isGlued: false }
}

/** Five digits are a try at a number, seven when something sticks to them; fewer are a count, a year or an hour. */
function toNumber(rest: string, country: string): SendCommand | undefined {
  const run = numberRun(rest)
  const written = rest.slice(0, run.ends.at(-1) ?? 0)
  if (date.test(written.split(/\s/u, 1)[0] ?? '')) return undefined
  if (digitsOf(written) < (run.isGlued ? 7 : 5)) return undefined
  if (run.textStart !== undefined) return decided(written, rest.slice(run.textStart), country)
  const readings = run.ends.flatMap((end) => readingOf(rest, end, country))
  const longest = readings.at(-1)
  if (longest === undefined) return problem('bad-number', reasonAgainst(rest, run, country))
  const isGlued = run.isGlued && longest.end === run.ends.at(-1)
  const text = rest.slice(longest.end)
  const doubt = doubtAboutEnd(readings.slice(0, -1), longest, isGlued) ?? doubtAboutText(text.trimStart(), country)
  return doubt ?? sent(longest.e164, text)
}

function decided(written: string, text: string, country: string): SendCommand {
  const number = parsePhoneNumber(written, country)
  return number.type === 'ok' ? sent(number.e164, text) : problem('bad-number', number.reason)
}

function readingOf(rest: string, end: number, country: string): readonly Reading[] {
  const written = rest.slice(0, end)
  const number = parsePhoneNumber(written, country)
  if (number.type === 'invalid' || !hasPairedParentheses(written)) return []
  return [{ end, written, e164: number.e164, isValid: parsePhoneNumberFromString(number.e164)?.isValid() === true }]
}

/**
 * Why it is not certain that the longest reading is the one that was meant.
 *
 * It is certain when no shorter one is in use, and when it is in use itself or the only one. All that could be part of
 * the number has then been taken for it, and what follows cannot be, by its length.
 */
function doubtAboutEnd(shorter: readonly Reading[], longest: Reading, isGlued: boolean): SendCommand | undefined {
  const rival = shorter.findLast(({ isValid }) => isValid) ?? (longest.isValid ? undefined : shorter.at(-1))
  if (rival !== undefined) return ambiguous(`The number could be “${rival.written}” or “${longest.written}”.`)
  if (isGlued) return problem('bad-number', 'Put a colon right after the number.')
  if (/\s\p{Nd}$/u.test(longest.written)) return ambiguous('It is not clear where the number ends.')
  return isSurelyPhoneNumber(longest) ? undefined : ambiguous('This may not be a phone number.')
}

function doubtAboutText(text: string, country: string): SendCommand | undefined {
  if (/^(?:ext|extension|x)\b\.?\s*\d|^x\d/i.test(text))
    return problem('bad-number', 'Extensions cannot receive texts.')
  const second = text.replace(/^(?:and\b|or\b|&)\s*/i, '')
  const isNumber = numberRun(second).ends.some((end) => readingOf(second, end, country).some(isSurelyPhoneNumber))
  return isNumber ? ambiguous('This looks like two numbers. Text one at a time.') : undefined
}

/**
 * Tells a phone number from an order number or a postcode.
 *
 * Where numbers are usually written with a leading 0, one without it is believed only if it is a mobile's.
 */
function isSurelyPhoneNumber({ written, e164, isValid }: Reading): boolean {
  const digits = asciiDigits(written)
  if (/^[^\p{Nd}]*[+\uff0b]/u.test(written)) return true
  if (digits.length < (isValid ? 7 : 9)) return false
  const number = parsePhoneNumberFromString(e164)
  const isWithoutZero = !digits.startsWith('0') && number?.formatNational().startsWith('0') === true
  return !isWithoutZero || number?.getType() === 'MOBILE'
}

/** The shortest part that is long enough to be meant as the number tells best what is wrong with it. */
function reasonAgainst(rest: string, run: NumberRun, country: string): string {
  const end = run.ends.find((candidate) => digitsOf(rest.slice(0, candidate)) >= 7) ?? run.ends.at(-1)
  const number = parsePhoneNumber(rest.slice(0, end), country)
  return number.type === 'invalid' ? number.reason : 'Put a colon right after the number.'
}

/** Words that never begin a name: "send me the following: …" is a sentence between colleagues. */
const notNames: ReadonlySet<string> = new Set('me us him her them it this that these those'.split(' '))
const longestName = 80
const mostWordsOfName = 8

function toName(rest: string): SendCommand | undefined {
  const [, before = '', after = ''] = /^([^:\uff1a\n\r\u2028\u2029]+)[:\uff1a]([^]*)$/u.exec(rest) ?? []
  const name = before
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s"'“”‘’]+|[\s"'“”‘’]+$/gu, '')
  const words = name.toLowerCase().split(' ')
  if (!/[\p{L}\p{Nd}]/u.test(name) || isOtherColon(before, after)) return undefined
  if (name.length > longestName || words.length > mostWordsOfName || notNames.has(words[0] ?? '')) return undefined
  return { type: 'to-name', name, text: after.trimStart() }
}

/** The colon of a link, an hour, or an emoji's name. */
function isOtherColon(before: string, after: string): boolean {
  if (after.startsWith('//')) return true
  if (/\p{Nd}$/u.test(before) && /^\p{Nd}/u.test(after)) return true
  return /\s$/u.test(before) && /^[\w+'-]+:/.test(after)
}

function sent(e164: string, text: string): SendCommand {
  return { type: 'to-number', e164, text: text.trimStart() }
}

function noText(): SendCommand {
  return problem('no-text', 'There is no text. Write it after the number or the name, like “send 415 555 0123: Hello”.')
}

function ambiguous(why: string): SendCommand {
  return problem('ambiguous-number', `${why} Put a colon right after the number, like “send 415 555 0123: Hello”.`)
}

function problem(kind: 'no-text' | 'bad-number' | 'ambiguous-number', why: string): SendCommand {
  return { type: 'problem', problem: kind, sentence: `Nothing was sent. ${why}` }
}

function hasText(text: string): boolean {
  return /[^\s\p{Cf}]/u.test(text)
}

function hasPairedParentheses(written: string): boolean {
  const plain = written.normalize('NFKC')
  return plain.split('(').length === plain.split(')').length
}

function asciiDigits(written: string): string {
  return written.normalize('NFKC').replace(/\D/g, '')
}

function digitsOf(written: string): number {
  return written.replace(/\P{Nd}/gu, '').length
}

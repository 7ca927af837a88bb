import type { Contact } from './contact.js'
import { isDialable } from './phone-number.js'
import { readTag } from './tag.js'

/**
 * What a contact is found by. A query finds it when one of its keys begins with one of the prefixes of the query
 * ({@link prefixesOf}), so a storage can look contacts up in any index that is in order, however many there are.
 *
 * - the name from each of its words on: `jane doe` and `doe`. In scripts that put no blanks between words, from each character on
 * - the digits of the number from each place on, down to the last four
 * - each tag, with `#` before it
 *
 * There is none for somebody who was erased.
 */
export function keysOfContact({ address, erasedAt, name = '', tags = [] }: Contact): readonly string[] {
  if (erasedAt) return []
  const words = [...keysOfName(name), ...(isDialable(address) ? keysOfDigits(address) : keysOfName(address))]
  return [...withoutBeginnings(words), ...tags.map(keyOfTag)]
}

/** What the keys of those who are looked for begin with. None: nothing is asked for that anybody could be found by. */
export function prefixesOf(query: string): readonly string[] {
  const tag = /^\s*#/u.test(query) ? readTag(query) : undefined
  if (tag !== undefined) return [keyOfTag(tag)]
  const wanted = [cut(foldName(query)), digitsOf(query)]
  return [...new Set(wanted)].filter((prefix) => prefix !== '')
}

/** The key of those who have a tag. */
export const keyOfTag = (tag: string): string => `#${tag}`

/** Characters of a key, and keys of a name: nobody types more to find somebody. */
const longestKey = 60
const mostOfName = 24
const fewestDigits = 4

function keysOfName(name: string): readonly string[] {
  const folded = foldName(name)
  const starts = [...folded.matchAll(beginnings)].map(({ index }) => index)
  return starts.slice(0, mostOfName).map((at) => cut(folded.slice(at)))
}

function keysOfDigits(address: string): readonly string[] {
  const digits = address.replaceAll(/\D/g, '')
  return Array.from({ length: Math.max(1, digits.length - fewestDigits + 1) }, (_, at) => digits.slice(at))
}

/** A key that another one begins with finds nothing that the other does not. */
function withoutBeginnings(keys: readonly string[]): readonly string[] {
  const each = [...new Set(keys)]
  return each.filter((key) => !each.some((other) => other !== key && other.startsWith(key)))
}

/** Where a word begins. Chinese, Japanese, Korean and the scripts of South-East Asia put no blanks between them. */
const beginnings =
  /(?<![^ ])[^ ]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Letters, digits and symbols in lower case without accents, with one blank between words. */
function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(unwritten, '')
    .toLowerCase()
    .replaceAll(/[æœøłđðþßıς]/gu, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC')
    .replaceAll(/[\p{P}\p{Z}\p{C}+]+/gu, ' ')
    .trim()
}

/** Accents, the points of Hebrew and Arabic, variants of emoji, and apostrophes: some write them and some do not. */
const unwritten =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670'’ʼ]|[\ufe00-\ufe0f]/gu

/** Letters that Unicode does not take for ones with an accent, though people leave it out. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
  ς: 'σ',
}

/** The digits of what looks like a part of a number, in any notation; empty for anything else. */
function digitsOf(query: string): string {
  const plain = query.normalize('NFKC')
  return /^[\p{Nd}\p{P}\p{Z}+]+$/u.test(plain) ? plain.replaceAll(/\D/g, '').slice(0, longestKey) : ''
}

const cut = (text: string): string => [...text].slice(0, longestKey).join('')

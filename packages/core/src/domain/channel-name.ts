import type { Contact } from './contact.js'

/** As long as a channel's name may be. */
const longest = 80

/** Letters that are no accented form of a plain one. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
}

/**
 * The name of a contact's own channel: `sms-jane-doe-6084`. A name that cannot be written in Latin letters is left out,
 * and the whole number stands instead.
 *
 * @param attempt - how many names were taken already: the second one ends in `-2`
 */
export function channelName({ address, name }: Pick<Contact, 'address' | 'name'>, attempt = 0): string {
  const words = name === undefined ? '' : latinWords(name)
  const digits = address.replace(/\D/g, '')
  const who = words === '' ? digits || latinWords(address) : [words, digits.slice(-4)].filter(Boolean).join('-')
  const ending = attempt === 0 ? '' : `-${attempt + 1}`
  return `sms-${who || 'contact'}`.slice(0, longest - ending.length).replace(/-+$/, '') + ending
}

/** Lower-case words joined by dashes; nothing when some of it has no Latin spelling here. */
function latinWords(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => spelled[letter] ?? letter)
  if (/[^\p{ASCII}]/u.test(plain.replace(/[^\p{L}\p{N}]/gu, ''))) return ''
  return plain
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, longest - 12)
}

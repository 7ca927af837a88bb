/** Words that, alone in a message of the team, change the status instead of being texted. */
export interface StatusWords {
  readonly closeWords: readonly string[]
  readonly reopenWords: readonly string[]
}

export const usualStatusWords: StatusWords = { closeWords: ['close'], reopenWords: ['reopen'] }

/** What a message of the team asks for, when it is one of the words and nothing else. Case and a full stop do not matter. */
export function readStatusWord(text: string, { closeWords, reopenWords }: StatusWords): 'close' | 'reopen' | undefined {
  const word = plain(text).replace(/ ?[.!]$/u, '')
  if (closeWords.some((one) => plain(one) === word)) return 'close'
  return reopenWords.some((one) => plain(one) === word) ? 'reopen' : undefined
}

/** What is wrong with words, in words that go on from "the line", or `undefined`. */
export function problemOfStatusWords({ closeWords, reopenWords }: StatusWords): string | undefined {
  const all = [...closeWords, ...reopenWords].map(plain)
  if (all.some((word) => word === '')) return 'needs words to close and reopen by that are not empty'
  return new Set(all).size < all.length ? 'cannot close and reopen by the same word' : undefined
}

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLowerCase()

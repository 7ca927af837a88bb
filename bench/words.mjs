// Every text holds a word that nobody else says: whose it is, and its place among theirs.

export const wordOf = (contact, place, side) => `${side}${contact}x${place}`

/** The first such word in whatever was made of a text. */
export const wordIn = (text) => /\b[qa]\d+x\d+\b/.exec(text)?.[0]

/** Whose word it is, and its place. */
export function readWord(word) {
  const [, side, contact, place] = /^([qa])(\d+)x(\d+)$/.exec(word)
  return { side, contact: Number(contact), place: Number(place) }
}

/** The number of a contact. Fictional: https://en.wikipedia.org/wiki/555_(telephone_number) */
export function numberOf(contact) {
  return `+1${212 + Math.floor(contact / 99)}5550${101 + (contact % 99)}`
}

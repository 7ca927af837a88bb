/** Characters a tag can have. */
export const longestTag = 50

/** Tags a conversation can have. */
export const mostTags = 20

/** A tag as it is kept: one line without `#` in front, in lower case; `undefined` when nothing is left. */
export function readTag(words: string): string | undefined {
  const tag = words
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .replace(/^[ #]+/, '')
    .trim()
    .toLowerCase()
  return [...tag].slice(0, longestTag).join('').trim() || undefined
}

/** Adds tags behind those that are there, each once, as many as there can be. */
export function addTags(tags: readonly string[], added: readonly string[], most = mostTags): readonly string[] {
  return [...new Set([...tags, ...readTags(added)])].slice(0, most)
}

/** Tags without some of them. */
export function removeTags(tags: readonly string[], removed: readonly string[]): readonly string[] {
  const gone = new Set(readTags(removed))
  return tags.filter((tag) => !gone.has(tag))
}

function readTags(words: readonly string[]): readonly string[] {
  return words.map(readTag).filter((tag) => tag !== undefined)
}

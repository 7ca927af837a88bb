import { readWord } from './words.mjs'

/**
 * Whether everything that was said arrived: in its thread, on its phone, once, in order, and with its mark. A fast run
 * that lost a message is a failed run.
 */
export function check({ marks, posts, replyTs, said, texts }) {
  const roots = new Map(
    posts.filter(({ thread }) => !thread).map(({ ts, word }) => [ts, word && readWord(word).contact]),
  )
  const shown = posts.filter(({ word }) => word !== undefined)
  const sent = texts.filter(({ word }) => word !== undefined)
  const misplaced = shown.filter(({ thread, word }) => thread && roots.get(thread) !== readWord(word).contact)
  const unmarked = said.a.filter(({ word }) => !marks.has(replyTs.get(word)))
  return {
    lost: missing(said.q, shown) + missing(said.a, sent),
    duplicated: extra(shown) + extra(sent),
    outOfOrder: swapped(shown) + swapped(sent),
    wrong: misplaced.length + unmarked.length,
  }
}

function missing(words, there) {
  const held = new Set(there.map(({ word }) => word))
  return words.filter(({ word }) => !held.has(word)).length
}

const extra = (there) => there.length - new Set(there.map(({ word }) => word)).size

/** How many came after a later one of the same contact. */
function swapped(there) {
  const last = new Map()
  let count = 0
  for (const { word } of there) {
    const { contact, place } = readWord(word)
    if (place < (last.get(contact) ?? -1)) count += 1
    last.set(contact, Math.max(place, last.get(contact) ?? -1))
  }
  return count
}

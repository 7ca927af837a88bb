import { readWord } from './words.mjs'

/**
 * Whether everything that was said arrived: in its thread, on its phone, once, in order, and with its mark. A fast run
 * that lost a message is a failed run.
 *
 * @param said - `{ word, ts }` of each that counts, `ts` being that of a reply
 * @param posts - what stands in Slack, in order, as `{ word, ts, thread }`
 * @param texts - what the carrier had, in order, as `{ word }`
 * @param marks - the `ts` of whatever is marked
 * @param asked - words of texts of which the desk says in their thread that nobody knows whether they left: not lost, for
 *   somebody will look after them
 * @param known - whose thread a `ts` is, where it is older than this world
 */
export function check({ asked = new Set(), known = new Map(), marks, posts, said, texts }) {
  const counting = new Set(said.map(({ word }) => word))
  const shown = posts.filter(({ word }) => counting.has(word))
  const sent = texts.filter(({ word }) => counting.has(word))
  const there = new Set([...shown, ...sent].map(({ word }) => word))
  const missing = said.filter(({ word }) => !there.has(word))
  const open = missing.filter(({ word }) => asked.has(word))
  const unmarked = said.filter(({ ts, word }) => ts !== undefined && there.has(word) && !marks.has(ts))
  return {
    lost: missing.length - open.length,
    asked: open.length,
    duplicated: extra(shown) + extra(sent),
    outOfOrder: swapped(shown) + swapped(sent),
    wrong: misplaced(posts, known, counting) + unmarked.length,
  }
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

/** How many stand in a thread of another, or began a second thread of the same contact. */
function misplaced(posts, known, counting) {
  const roots = new Map(known)
  const begun = new Set(known.values())
  let count = 0
  for (const { thread, ts, word } of posts) {
    if (!word) continue
    const { contact } = readWord(word)
    const isWrong = thread ? roots.get(thread) !== contact : begun.has(contact)
    if (isWrong && counting.has(word)) count += 1
    if (thread) continue
    roots.set(ts, contact)
    begun.add(contact)
  }
  return count
}

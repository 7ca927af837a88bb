import { check } from './check.mjs'

/**
 * What was said, and what became of it. Whoever says something waits for it in a *run*, `{ missing, unmarked }`: the words
 * that have not arrived, and the replies that have no mark.
 */
export function createTalk() {
  const byWord = new Map()
  const byTs = new Map()
  const marks = new Set()
  const asked = new Set()
  /** Whose thread is which, from before this world began. */
  const known = new Map()
  const threads = new Map()
  const places = new Map()

  function arrived(word) {
    const one = byWord.get(word)
    if (!one || one.arrivedAtMs !== undefined) return
    one.arrivedAtMs = performance.now()
    one.run.missing.delete(word)
  }

  return {
    /** The place of what a contact says next. */
    nextPlace(contact, side) {
      const key = `${side}${contact}`
      const place = places.get(key) ?? 0
      places.set(key, place + 1)
      return place
    },
    threadOf: (contact) => threads.get(contact),
    /** A thread that was there before. */
    know(contact, place) {
      threads.set(contact, place)
      known.set(place.thread, contact)
    },
    say(word, { contact, phase, run, ts }) {
      const one = { word, contact, phase, run, ts, saidAtMs: performance.now() }
      byWord.set(word, one)
      run.missing.add(word)
      if (ts === undefined) return one
      byTs.set(ts, one)
      run.unmarked.add(word)
      return one
    },
    heard: {
      posted({ channel, thread, ts, word }) {
        const one = byWord.get(word)
        if (!one) return
        if (!thread && !threads.has(one.contact)) threads.set(one.contact, { channel, thread: ts })
        arrived(word)
      },
      sent: ({ word }) => arrived(word),
      asked(word) {
        const one = byWord.get(word)
        asked.add(word)
        one?.run.missing.delete(word)
        one?.run.unmarked.delete(word)
      },
      marked(ts) {
        marks.add(ts)
        const one = byTs.get(ts)
        one?.run.unmarked.delete(one.word)
      },
    },
    /** What is wrong with what was said in a phase. */
    check(phase, posts, texts) {
      const said = [...byWord.values()].filter((one) => one.phase === phase)
      return check({ asked, known, marks, posts, said, texts })
    },
  }
}

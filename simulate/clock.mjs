// A clock that jumps from one timer to the next, so that hours of ten thousand desks take minutes.
import { setImmediate as turn } from 'node:timers/promises'

const startMs = Date.parse('2030-01-07T10:00:00Z')

/**
 * @param isBusy whether something is under way that waits for no timer, such as the body of a request being read
 */
export function createClock(isBusy) {
  const timers = createHeap()
  let nowMs = startMs

  async function settle() {
    do await turn()
    while (isBusy())
    await turn()
  }

  return {
    now: () => new Date(nowMs),
    sinceStartMs: () => nowMs - startMs,
    setTimer(at, callback) {
      const timer = { atMs: Math.max(at.getTime(), nowMs), callback, isCanceled: false }
      timers.push(timer)
      return () => void (timer.isCanceled = true)
    },
    wait(ms) {
      return new Promise((resolve) => this.setTimer(new Date(nowMs + ms), resolve))
    },
    /** Lets time pass until `ms` milliseconds after the start, and all that falls due in it happen at its own time. */
    async passUntil(ms) {
      const untilMs = startMs + ms
      await settle()
      while (timers.size() > 0 && timers.first().atMs <= untilMs) {
        nowMs = timers.first().atMs
        while (timers.size() > 0 && timers.first().atMs <= nowMs) {
          const { callback, isCanceled } = timers.pop()
          if (!isCanceled) callback()
        }
        await settle()
      }
      nowMs = untilMs
    },
  }
}

/** The timers, the earliest first; of those at one time, in the order in which they were set. */
function createHeap() {
  const items = []
  let count = 0
  const isBefore = (a, b) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
  const swap = (i, j) => ([items[i], items[j]] = [items[j], items[i]])

  function rise(index) {
    for (let i = index, up = (i - 1) >> 1; i > 0 && isBefore(items[i], items[up]); i = up, up = (i - 1) >> 1)
      swap(i, up)
  }

  function sink() {
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let least = i
      if (left < items.length && isBefore(items[left], items[least])) least = left
      if (right < items.length && isBefore(items[right], items[least])) least = right
      if (least === i) return
      swap(i, least)
      i = least
    }
  }

  return {
    size: () => items.length,
    first: () => items[0],
    push(item) {
      item.order = count += 1
      rise(items.push(item) - 1)
    },
    pop() {
      const first = items[0]
      const last = items.pop()
      if (items.length > 0) {
        items[0] = last
        sink()
      }
      return first
    },
  }
}

/** The queue that a fair one is compared with: whoever comes first has the place, whoever they are. */
export function firstComeQueue({ clock, concurrency = 64 }) {
  const due = new Set()
  const timers = new Map()
  const running = new Map()
  let handler

  function wake(key, at) {
    if (at && at > clock.now()) {
      const earlier = timers.get(key)
      if (due.has(key) || (earlier && earlier.at <= at)) return
      earlier?.cancel()
      timers.set(key, { at, cancel: clock.setTimer(at, () => makeDue(key)) })
    } else makeDue(key)
  }

  function makeDue(key) {
    timers.get(key)?.cancel()
    timers.delete(key)
    due.add(key)
    runDue()
  }

  function runDue() {
    for (const key of due) {
      if (!handler || running.size >= concurrency) return
      if (running.has(key)) continue
      due.delete(key)
      const end = () => {
        running.delete(key)
        runDue()
      }
      running.set(key, undefined)
      running.set(key, handler(key).then(end, end))
    }
  }

  return {
    wake,
    start(handle) {
      handler = handle
      runDue()
    },
    async stop() {
      handler = undefined
      due.clear()
      for (const { cancel } of timers.values()) cancel()
      await Promise.all(running.values())
    },
  }
}

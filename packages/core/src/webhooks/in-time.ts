import type { ChatOutcome } from '../ports/chat-adapter.js'
import type { Clock } from '../ports/clock.js'

/** A chat platform waits three seconds for its answer, of which opening a form may take most. */
const patienceMs = 1_000

/** Waits a second for a look-up. One that comes later is not lost: the adapter keeps what it has found for the next time. */
export async function inTime<Value>(clock: Clock, lookUp: Promise<ChatOutcome<Value>>): Promise<ChatOutcome<Value>> {
  let cancel = (): void => {}
  const late = new Promise<ChatOutcome<Value>>((resolve) => {
    const at = new Date(clock.now().getTime() + patienceMs)
    cancel = clock.setTimer(at, () =>
      resolve({ type: 'unknown', failure: { category: 'platform-down', code: 'late' } }),
    )
  })
  return Promise.race([lookUp, late]).finally(cancel)
}

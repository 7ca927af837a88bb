import { systemClock } from '../system-clock.js'

/** Writes down what changes, soon after it did. */
export interface Keeper {
  /** Something has changed. */
  changed(): void
  /** Writes what is not written yet, and no more after that. Rejects when that could not be written. */
  stop(): Promise<void>
}

/** Changes within this time are written together, in milliseconds. */
const pauseMs = 250

/**
 * Makes a keeper. The first change after a pause is written at once, others a moment later.
 *
 * @param failed told when something could not be written, such as on a full disk; the next change tries again
 */
export function createKeeper(write: () => Promise<void>, failed: (error: unknown) => void): Keeper {
  let isChanged = false
  let isStopped = false
  let pause: (() => void) | undefined
  let writing = Promise.resolve()

  async function writeNow(): Promise<void> {
    isChanged = false
    pause = systemClock.setTimer(new Date(Date.now() + pauseMs), () => {
      pause = undefined
      if (isChanged && !isStopped) begin()
    })
    await write()
  }

  function begin(): void {
    writing = writing.then(writeNow).catch(failed)
  }

  return {
    changed() {
      if (isStopped || isChanged) return
      isChanged = true
      if (!pause) begin()
    },
    async stop() {
      isStopped = true
      pause?.()
      await writing
      if (isChanged) await write()
    },
  }
}

import type { Logger } from '@threadline/core'
import { errorName } from './error-name.js'
import { pause } from './pause.js'
import { createPlaces } from './places.js'

/** The right to handle a key, shared by all processes. */
export interface Leases {
  /** @returns whether it is ours; when it is somebody else's, they run the key once more */
  take(key: string): Promise<boolean>
  /** @returns whether the key was woken meanwhile; then the lease is still ours */
  release(key: string): Promise<boolean>
}

export interface TurnsOptions {
  readonly leases: Leases
  readonly logger: Logger
  readonly handle: (key: string) => Promise<void>
  /** How many keys are handled at once. */
  readonly places: number
  /** Puts a key back that cannot be run now, for so many milliseconds from now. @defaultValue 0 */
  readonly putBack: (key: string, delayMs?: number) => void
  /** Aborted when nothing more is begun. */
  readonly stopping: AbortSignal
}

/** Runs keys, one run per key at a time. */
export interface Turns {
  /**
   * Resolves when the key has been handled, or somebody else has been told to, or it stands in line behind others of its
   * workspace: then the next key can be run. Never rejects.
   */
  run(key: string): Promise<void>
  /** Runs a key that this process has in hand already: nobody is asked, and nobody else is told. */
  runHere(key: string): Promise<void>
  /** The keys at hand. */
  held(): readonly string[]
  /** Resolves when nothing runs. */
  settled(): Promise<void>
}

interface Turn {
  isWoken: boolean
  readonly end: Promise<void>
  /** Called when it stands in line. */
  readonly waits: () => void
}

const retryMs = 1_000
/** When the line is full, keys come again after so long, one after the other. */
const refusedMs = { least: 5_000, apart: 5 }

export function createTurns({ handle, leases, logger, places: count, putBack, stopping }: TurnsOptions): Turns {
  const turns = new Map<string, Turn>()
  const places = createPlaces(count, stopping)
  let refused = 0

  async function run(key: string): Promise<void> {
    const turn = turns.get(key)
    if (turn) {
      turn.isWoken = true
      return
    }
    if (!places.hasRoom(key)) return refuse(key)
    refused = 0
    await begin(key)
  }

  /** The more are refused, the later they come, so that those of a workspace that is stuck do not go round and round. */
  function refuse(key: string): void {
    putBack(key, refusedMs.least + refused * refusedMs.apart)
    refused += 1
  }

  async function runHere(key: string): Promise<void> {
    const turn = turns.get(key)
    if (turn) {
      turn.isWoken = true
      return
    }
    await begin(key, true)
  }

  function begin(key: string, isInHand = false): Promise<void> {
    return new Promise((waits) => {
      let resolve = (): void => undefined
      const turn: Turn = { isWoken: false, end: new Promise((done) => (resolve = done)), waits }
      turns.set(key, turn)
      void (isInHand ? roundsInHand(key, turn) : rounds(key, turn)).finally(() => {
        turns.delete(key)
        resolve()
        waits()
      })
    })
  }

  async function roundsInHand(key: string, turn: Turn): Promise<void> {
    await handleOnce(key)
    if (turn.isWoken) await rounds(key, turn)
  }

  /** A wake-up that came in too late to be seen by whoever holds the lease asks for another round. */
  async function rounds(key: string, turn: Turn): Promise<void> {
    do {
      turn.isWoken = false
      await round(key, turn)
    } while (turn.isWoken && !stopping.aborted)
    if (turn.isWoken) putBack(key)
  }

  async function round(key: string, turn: Turn): Promise<void> {
    const isOurs = await insist(() => leases.take(key))
    if (isOurs === undefined) return putBack(key)
    if (!isOurs) return
    const place = places.take(key)
    if (places.waits(key)) turn.waits()
    // Whoever stops gives its leases back and has their keys woken.
    if (!(await place)) return
    try {
      do {
        // Whatever it was woken for up to now, this run sees.
        turn.isWoken = false
        await handleOnce(key)
      } while ((await insist(() => leases.release(key))) && !stopping.aborted)
    } finally {
      places.giveBack(key)
    }
  }

  async function handleOnce(key: string): Promise<void> {
    try {
      await handle(key)
    } catch (error) {
      logger.error({ error: errorName(error) }, 'A drain failed; a sweep resumes it.')
    }
  }

  /** Waits for the database as long as it is away. Whoever is stopping leaves the rest to the one who takes over. */
  async function insist<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
    for (let isFirst = true; isFirst || !stopping.aborted; isFirst = false) {
      try {
        return await ask()
      } catch (error) {
        logger.warn({ error: errorName(error) }, 'The turn of a key could not be settled; it is tried again.')
        await pause(retryMs, stopping)
      }
    }
    return undefined
  }

  return {
    run,
    runHere,
    held: () => [...turns.keys()],
    settled: async () => void (await Promise.all([...turns.values()].map(({ end }) => end))),
  }
}

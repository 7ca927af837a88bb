import { withDatabases } from '../databases.mjs'
import { circumstances } from '../show.mjs'
import { isFaultless } from '../summarize.mjs'
import { measureBesideBusy } from './beside-busy.mjs'
import { growByHistory, mostRatio, tuneForFilling } from './by-history.mjs'
import { growByLines } from './by-lines.mjs'

/** A text that waits for an answer would be announced by a card after three minutes, wherever the run is by then. */
const env = { notificationWindowMs: 24 * 60 * 60_000 }

/**
 * How Threadline grows, on PostgreSQL.
 *
 * @returns `ok` when a message costs as much with a long history as with none, and nothing was lost
 */
export async function grow(options, print) {
  const [contestant] = options.contestants
  const scene = { contestant, env, world: { plant: options.plant } }
  return withDatabases(['postgres'], async (databases) => {
    await tuneForFilling(databases)
    const lines = await growByLines(scene, options, databases, print)
    const busy = await measureBesideBusy(scene, options, databases, print)
    const history = await growByHistory(scene, options, databases, print)
    const found = [...history.rows, ...lines.rows, busy].map((one) => one.found)
    const isFlat = history.rows.every(({ ratios }) => Math.max(ratios.inbound, ratios.replies) <= mostRatio)
    const ok = isFlat && found.every(isFaultless)
    return { type: 'summary', mode: 'growth', ok, history, lines, busy, circumstances: circumstances() }
  })
}

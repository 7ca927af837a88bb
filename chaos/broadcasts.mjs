/** Whom broadcasts reach: numbers that never write, so that nothing of a broadcast shows in a thread. */
const audience = Array.from({ length: 96 }, (_, index) => `+12125550${101 + index}`)

/** Fewer than the twenty after which a broadcast looks at how many of its texts failed, and may stop for a person. */
const size = 12

/** How long after one the next may be made, in milliseconds. */
const everyMs = 3_000

/** What the host's own code texts to many, now and then. */
export function createBroadcasts({ now, ownCode }) {
  const made = []
  return {
    /** Each with `name`, `numbers`, `text`, and `takenAt` and `id` once it is started. */
    made,
    broadcast() {
      const saidAt = now().getTime()
      const last = made.at(-1)
      if (last && (last.takenAt === undefined || last.saidAt + everyMs > saidAt)) return
      const from = (made.length * size) % audience.length
      const name = `broadcast ${made.length + 1}`
      const word = { body: name, name, numbers: audience.slice(from, from + size), saidAt, text: textOf(name) }
      made.push(word)
      ownCode.broadcast(word)
    },
  }
}

/** Says to whom it goes, so that one is told from another wherever it is shown. */
const textOf = (name) => `${name} to {{contact.number}}`

export const isBroadcastText = (text) => /^broadcast \d+ to /.test(text)

/** Asks a host how each of them stands: `status`, `size`, `progress`, and `unsure`, the texts about which a person has to decide; or `isForgotten`. */
export async function reportsOf(balancer, made) {
  const reports = []
  for (const { id, name, numbers } of made) {
    if (id === undefined) continue
    const answer = await fetch(`${balancer.next().url}/chaos/broadcasts/${id}`, { signal: AbortSignal.timeout(60_000) })
    const said = await answer.text()
    // Whoever keeps things in memory alone has forgotten it.
    if (said.includes('There is no such broadcast')) reports.push({ name, numbers, unsure: [], isForgotten: true })
    else if (answer.ok) reports.push({ name, numbers, ...JSON.parse(said) })
    else throw new Error(`The host could not say how a broadcast goes: ${said}`)
  }
  return reports
}

import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { bursts } from './bursts.mjs'
import { createClock } from './clock.mjs'
import { createDatabase } from './database.mjs'
import { createDesks } from './desks.mjs'
import { firstComeQueue } from './first-come-queue.mjs'
import { numberCount, numberOf } from './numbers.mjs'
import { createRandom } from './random.mjs'

/** Milliseconds in which all desks start; as long as between two of their sweeps. */
const startMs = 30_000
/** Milliseconds before the first text, for what the start leaves. */
const quietMs = 2_000

const queues = { fair: (options) => memoryQueue(options), 'first-come': firstComeQueue }

/**
 * Runs desks of many workspaces, of which the first has a burst, and measures for every text of the others how long it took
 * to be handed to chat or to the carrier.
 *
 * @returns the delay of each text in milliseconds, by its number, and what was done meanwhile
 */
export async function run({
  burst,
  connections,
  concurrency,
  queue,
  seconds,
  seed,
  size,
  texts,
  transactionMs,
  workspaces,
}) {
  const clock = createClock(() => desks.isReading())
  const database = createDatabase(clock, memoryStorage(), { connections, transactionMs })
  const texting = plan({ texts, seconds, seed, workspaces })
  const begunMs = new Map()
  const delaysMs = new Map()
  const own = { sent: 0, posted: 0 }

  const handedOver = (index, words) => {
    const number = /^text (\d+)$/.exec(words)?.[1]
    if (number !== undefined && !delaysMs.has(number)) delaysMs.set(number, clock.sinceStartMs() - begunMs.get(number))
    else if (index === 0) return true
    return false
  }
  const desks = createDesks({
    clock,
    count: workspaces,
    random: createRandom(seed + 1),
    storage: database.storage,
    queue: queues[queue]({ clock, concurrency }),
    onPost: (index, view) => {
      const { message } = view
      if (message?.direction === 'inbound') own.posted += handedOver(index, message.text) ? 1 : 0
    },
    onText: (index, { text }) => (own.sent += handedOver(index, text) ? 1 : 0),
    answersText: (index) => index !== 0 || !bursts[burst].isStuck,
  })

  await desks.start(startMs)
  await clock.passUntil(startMs + quietMs)
  const before = database.transactions()
  const failures = []
  const attempt = (work) => void work.catch((error) => failures.push(error))

  for (const { atMs, index, number, isInbound } of texting) {
    clock.setTimer(new Date(clock.now().getTime() + atMs), () => {
      begunMs.set(number, clock.sinceStartMs())
      const words = `text ${number}`
      const contact = numberOf(Number(number) % numberCount)
      attempt(isInbound ? desks.receive(index, contact, words) : desks.send(index, contact, words))
    })
  }
  clock.setTimer(new Date(clock.now().getTime() + 1_000), () => attempt(bursts[burst].run({ clock, desks, size })))
  await clock.passUntil(startMs + quietMs + seconds * 1_000)
  if (failures.length > 0) throw failures[0]
  return { delaysMs, own, planned: texting.length, transactions: database.transactions() - before }
}

/** Texts of all workspaces but the first, spread over the time; half of them come in, half of them leave. */
function plan({ texts, seconds, seed, workspaces }) {
  const random = createRandom(seed)
  // What comes at the very end could not show a delay.
  const lastMs = (seconds - 5) * 1_000
  return Array.from({ length: texts }, (_value, number) => ({
    number: String(number),
    atMs: Math.floor(random() * lastMs),
    index: 1 + Math.floor(random() * (workspaces - 1)),
    isInbound: number % 2 === 0,
  }))
}

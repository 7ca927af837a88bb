import { postgresQueue } from '../../src/queue/postgres-queue.js'

/** A replica that begins a key and never ends it, while it holds others that it has fetched already. */
const [, , url, leaseMs] = process.argv
const queue = postgresQueue({ url, leaseMs: Number(leaseMs), concurrency: 1 })
queue.start((key) => {
  console.log(`began ${key}`)
  return new Promise(() => undefined)
})

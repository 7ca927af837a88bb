import { postgresQueue } from '../../src/queue/postgres-queue.js'

// Started by `child.mjs` with a URL and a lease: begins a key and never ends it, while it holds others it has fetched.
const [url, leaseMs] = process.argv.slice(3)
const forever = new Promise<never>(() => undefined)
const queue = postgresQueue({ url, leaseMs: Number(leaseMs), concurrency: 1 })
queue.start((key) => {
  console.log(key)
  return forever
})
await forever

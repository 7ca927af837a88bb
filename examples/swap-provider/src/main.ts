import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pgliteStorage } from '@threadline/storage-postgres'
import { swap } from './swap.js'

const folder = await mkdtemp(join(tmpdir(), 'swap-provider-'))
const storage = pgliteStorage({ folder })
await storage.start()
for await (const { notices, provider, texts, threads } of swap(storage)) {
  process.stdout.write(`${provider}, threads: ${threads}\n`)
  for (const text of texts) process.stdout.write(`  to the customer: ${text}\n`)
  for (const notice of notices) process.stdout.write(`  in the thread: ${notice}\n`)
}
await storage.stop()
await rm(folder, { recursive: true })

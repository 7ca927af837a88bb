import { writeSync } from 'node:fs'
import { pgliteStorage } from '../../src/index.js'
import { contact, entry, workspace } from './rows.js'

// Started by `child.mjs` with a folder and a number: writes rows without end, and tells of each once it is acknowledged.
const [folder = '', first = '1'] = process.argv.slice(3)
const storage = pgliteStorage({ folder })
await storage.start()
for (let n = Number(first); ; n += 1) {
  await storage.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(n))
    await tx.outbox.add(entry(n))
  })
  writeSync(1, `${n}\n`)
}

import { writeSync } from 'node:fs'
import { pgliteStorage } from '../../src/index.js'
import { contact, workspace } from './rows.js'
import { fillJournal, fillMessages } from './stale-messages.js'
import { watchStatements } from './watch-statements.js'

// Started by `child.mjs` with a folder and a statement of the upkeep: makes much to be looked after, writes rows without
// end and tells of each once it is acknowledged, and says so when it sends that statement.
const [folder = '', statement = ''] = process.argv.slice(3)
const storage = pgliteStorage({ folder })
await storage.start()
await fillMessages(storage, 4_000)
await fillJournal(storage)
watchStatements(storage, (sql) => {
  if (sql === statement) writeSync(1, 'upkeep\n')
})
for (let n = 1; ; n += 1) {
  await storage.transaction(workspace, (tx) => tx.contacts.save(contact(n)))
  writeSync(1, `${n}\n`)
}

import { setTimeout as delay } from 'node:timers/promises'
import { describe, it } from 'vitest'
import { queueSuite } from '@threadline/core/testing'
import { postgresQueue } from '@threadline/storage-postgres'
import { openTestDatabase } from '../support/database.js'

/** The database counts the time here, so it really has to pass. */
queueSuite({ describe, it }, async () => {
  const database = await openTestDatabase()
  const queue = postgresQueue({ url: database.url })
  await queue.ready()
  return {
    subject: { queue, now: () => new Date(), pass: (ms) => delay(ms) },
    async close() {
      await queue.stop()
      await database.close()
    },
  }
})

import assert from 'node:assert/strict'
import type { Message } from '../domain/message.js'
import type { Storage } from '../ports/storage.js'
import { conversation, id, inWorkspace, later, message } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

const hour = 3_600_000
const inbound = { direction: 'inbound', status: 'received', author: { type: 'contact' } } as const

/** Texts of three hours in two conversations, the second of another line. */
const texts: readonly Message[] = [
  message(1, id(50), { ...inbound, createdAt: later(0) }),
  message(2, id(50), { status: 'delivered', segments: 2, createdAt: later(1), waitingSince: later(-9_999) }),
  message(3, id(51), { status: 'delivered', segments: 3, createdAt: later(2), waitingSince: later(-19_998) }),
  message(4, id(50), { status: 'sent', segments: 1, createdAt: later(3), waitingSince: later(-29_997) }),
  message(5, id(50), { status: 'failed', failure: { category: 'landline' }, segments: 1, createdAt: later(4) }),
  message(6, id(51), { status: 'undelivered', createdAt: later(5) }),
  message(7, id(50), { status: 'unknown', segments: 1, createdAt: later(6) }),
  message(8, id(50), { status: 'canceled', segments: 9, createdAt: later(7), waitingSince: later(0) }),
  message(9, id(50), { status: 'scheduled', createdAt: later(8) }),
  message(10, id(50), { ...inbound, createdAt: later(hour) }),
  message(11, id(50), { ...inbound, createdAt: later(3 * hour) }),
]

const bounds = [later(0), later(hour), later(2 * hour), later(3 * hour)]

const fill = (storage: Storage): Promise<void> =>
  inWorkspace(storage, async (tx) => {
    await tx.conversations.save(
      conversation(50, id(100), { notification: { waiting: { messageId: id(1), since: later(0) } } }),
    )
    await tx.conversations.save(conversation(51, id(101), { lineId: 'sales', status: 'new' }))
    await tx.conversations.save(conversation(52, id(102), { status: 'solved' }))
    for (const one of texts) await tx.messages.save(one)
  })

/** What every storage must count alike. */
export const figureCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'texts are counted by the time they were made in, of all lines or one',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ figures }) => {
        const nothing = { inbound: 0, outbound: 0, segments: 0, failed: {}, unknown: 0 }
        const first = { inbound: 1, outbound: 6, segments: 8, failed: { landline: 1, other: 1 }, unknown: 1 }
        assert.deepEqual(await figures.texts(bounds), [first, { ...nothing, inbound: 1 }, nothing])
        const sales = { inbound: 0, outbound: 2, segments: 3, failed: { other: 1 }, unknown: 0 }
        assert.deepEqual(await figures.texts(bounds, 'sales'), [sales, nothing, nothing])
      })
      assert.deepEqual(await storage.transaction('T0OTHER', ({ figures }) => figures.texts(bounds.slice(0, 2))), [
        { inbound: 0, outbound: 0, segments: 0, failed: {}, unknown: 0 },
      ])
    },
  },
  {
    name: 'how long answers took is known by median and ninetieth percentile, between two where they lie there',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ figures }) => {
        const all = { count: 3, medianMs: 20_000, p90Ms: 28_000 }
        assert.deepEqual(await figures.answers(bounds), [all, { count: 0 }, { count: 0 }])
        const main = { count: 2, medianMs: 20_000, p90Ms: 28_000 }
        assert.deepEqual(await figures.answers([later(0), later(hour)], 'main'), [main])
      })
    },
  },
  {
    name: 'conversations that want somebody are counted, of all lines or one',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ figures }) => {
        assert.deepEqual(await figures.conversations(), { open: 2, waiting: 1 })
        assert.deepEqual(await figures.conversations('sales'), { open: 1, waiting: 0 })
      })
    },
  },
]

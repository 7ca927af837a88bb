import {
  createThreadline,
  type ChatAdapter,
  type OutboxEntry,
  type SmsProvider,
  type Storage,
  type Transaction,
} from '@threadline/core'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pgliteStorage, postgresStorage, type DurableStorage, type PostgresQueue } from '../../src/index.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { entry, workspace } from '../support/rows.js'
import { countRoundTrips } from '../support/count-round-trips.js'
import { eventually } from './eventually.js'
import { openQueue } from './open-queues.js'

let database: TestDatabase
let dataSource: DataSource
let storage: DurableStorage
let queue: PostgresQueue
const counter = countRoundTrips()

beforeAll(async () => {
  database = await openTestDatabase()
  dataSource = new DataSource({ type: 'postgres', url: database.url, extra: { Client: counter.Client } })
  await dataSource.initialize()
})
afterAll(async () => {
  await dataSource.destroy()
  await database.close()
})

const open = async (name: string) => {
  queue = openQueue(database.url, { name })
  storage = postgresStorage({ dataSource, queue, schema: 'waking' })
  await storage.start()
}

/** A process of its own: it has nothing but the database in common with the one that stored the entry. */
const replica = (name: string): string[] => {
  const runs: string[] = []
  openQueue(database.url, { name }).start(async (key) => void runs.push(key))
  return runs
}

async function addAndWake(tx: Transaction, added: OutboxEntry): Promise<void> {
  await tx.outbox.add(added)
  tx.wake?.(added.lane, added.dueAt.getTime() - added.createdAt.getTime())
}

describe('a storage that was given the queue', () => {
  it('has the lane woken although whoever committed never came to wake it', async () => {
    await open('killed')
    const runs = replica('killed')
    // Nobody but the transaction: as if the process had been killed right after its commit.
    await storage.transaction(workspace, (tx) => addAndWake(tx, entry(1, { lane: 'sms:one' })))
    // The sweep of a desk would come half a minute later; there is no desk here.
    await eventually(() => runs).toEqual([`${workspace}/sms:one`])
    expect((await queue.backlog()).due).toBe(0)
  })

  it('wakes nobody for what is undone', async () => {
    await open('undone')
    const failing = storage.transaction(workspace, async (tx) => {
      await addAndWake(tx, entry(2, { lane: 'sms:undone' }))
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    expect(await queue.backlog()).toMatchObject({ due: 0, scheduled: 0 })
  })

  it('wakes at the time of the entry, once for many, whatever characters are in a lane', async () => {
    await open('later')
    await storage.transaction(workspace, async (tx) => {
      const later = new Date(entry(3).createdAt.getTime() + 60_000)
      for (const n of [3, 4, 5]) await addAndWake(tx, entry(n, { lane: 'sms:later', dueAt: later }))
      await addAndWake(tx, entry(6, { lane: `channel:it's \\ "odd"`, dueAt: later }))
      await addAndWake(tx, entry(7, { lane: `channel:${'x'.repeat(500)}`, dueAt: later }))
    })
    expect(await queue.backlog()).toMatchObject({ due: 0, scheduled: 2 })
  })

  it('takes no round trip more than one that was not', async () => {
    await open('counted')
    const plain = postgresStorage({ dataSource, schema: 'waking' })
    await plain.start()
    const work = async (where: Storage, n: number) => {
      counter.take()
      await where.transaction(workspace, async (tx) => {
        await tx.claims.claim(`event:${n}`, 'x', new Date())
        await addAndWake(tx, entry(n, { lane: 'chat:counted' }))
        await addAndWake(tx, entry(n + 1, { lane: 'sms:counted' }))
      })
      return counter.take()
    }
    expect(await work(plain, 10)).toHaveLength(2)
    expect(await work(storage, 20)).toHaveLength(2)
    expect((await queue.backlog()).due).toBe(2)
  })

  it('two that wake the same lanes in another order do not stand in each other’s way', async () => {
    await open('orders')
    const lanes = ['sms:a', 'sms:b', 'sms:c'] as const
    const add = (order: readonly (typeof lanes)[number][], n: number) =>
      storage.transaction(workspace, async (tx) => {
        for (const [index, lane] of order.entries()) await addAndWake(tx, entry(n + index, { lane }))
      })
    await Promise.all(Array.from({ length: 12 }, (_, n) => add(n % 2 === 0 ? lanes : lanes.toReversed(), 100 + n * 10)))
    expect((await queue.backlog()).due).toBe(3)
  })

  it('refuses a queue on another database at start', async () => {
    const other = await openTestDatabase()
    const elsewhere = openQueue(other.url, { schema: 'threadline_queue_elsewhere' })
    const mistaken = postgresStorage({ dataSource, queue: elsewhere, schema: 'waking' })
    await expect(mistaken.start()).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringContaining('another database'),
    })
    await elsewhere.stop()
    await other.close()
  })
})

describe('a desk', () => {
  const chat = { directory: { channel: async () => ({ type: 'done', value: { id: 'C1' } }) } } as unknown as ChatAdapter
  const carrier = { capabilities: { maxTextLength: 160 } } as unknown as SmsProvider
  const deskOn = (given: { readonly storage: Storage; readonly queue?: PostgresQueue }) =>
    createThreadline({
      workspaceId: workspace,
      publicUrl: 'https://desk.example',
      chat,
      providers: { carrier },
      lines: [{ channel: 'C1', senders: [{ provider: 'carrier', address: '+14155550100' }] }],
      ...given,
    })
  /** A queue that notes what core asks of it. */
  const noting = (inner: PostgresQueue, woken: string[]): PostgresQueue => ({
    ...inner,
    wake: (key) => void woken.push(key),
  })

  it('leaves the waking to the storage that has its queue, and does it itself for any other', async () => {
    await open('desk')
    const woken: string[] = []
    const own = noting(queue, woken)
    const wakes: Storage = { ...storage, wakes: own }
    await deskOn({ storage: wakes }).send({ to: '+14155550123', text: 'Hi' })
    expect(woken).toEqual([])
    expect((await queue.backlog()).due).toBe(2)

    await deskOn({ storage: wakes, queue: noting(queue, woken) }).send({ to: '+14155550124', text: 'Hi' })
    expect(woken).toHaveLength(2)
  })

  it('on a folder wakes after the commit, as ever', () => {
    expect(pgliteStorage().wakes).toBeUndefined()
  })
})

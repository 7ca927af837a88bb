import type { OutboxEntry, Transaction } from '@threadline/core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { createBarrier, createGate } from './support/barrier.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'
import { at, contact, conversation, entry, id, message, workspace } from './support/rows.js'
import { emptyTables } from './support/tables.js'

let database: TestDatabase
/** Two processes, as far as the database can tell. */
let first: DurableStorage
let second: DurableStorage

beforeAll(async () => {
  database = await openTestDatabase()
  first = postgresStorage({ url: database.url })
  second = postgresStorage({ url: database.url, poolSize: 4 })
  await Promise.all([first.start(), second.start()])
})
afterEach(() => emptyTables(first))
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()])
  await database.close()
})

const both = <Result>(act: (storage: DurableStorage, index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all([first, second, first, second].map(act))

const count = async (table: string): Promise<number> => {
  const [row] = await rowsOn<{ n: number }>(database.url, `SELECT count(*)::int AS n FROM threadline.${table}`)
  return row?.n ?? -1
}

it('nothing is seen from outside before the commit, and all of it after', async () => {
  await first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1))
    await tx.outbox.add(entry(2))
    expect([await count('contacts'), await count('outbox')]).toEqual([0, 0])
  })
  expect([await count('contacts'), await count('outbox')]).toEqual([1, 1])
})

it('what throws leaves no row in any table', async () => {
  const failing = first.transaction(workspace, async (tx) => {
    await tx.claims.claim('event', 'one', at)
    await tx.contacts.save(contact(1))
    await tx.conversations.findOrCreate(conversation(2, id(1)))
    await tx.outbox.add(entry(3))
    throw new RangeError('of the flow')
  })
  await expect(failing).rejects.toThrow(RangeError)
  const counts = await Promise.all(['claims', 'contacts', 'conversations', 'outbox'].map(count))
  expect(counts).toEqual([0, 0, 0, 0])
})

it('a failed statement undoes the transaction even when the flow swallows the error', async () => {
  const swallowing = first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1))
    await tx.contacts.save(contact(2, { address: contact(1).address })).catch(() => undefined)
    return 'as if nothing had happened'
  })
  await expect(swallowing).rejects.toMatchObject({ code: 'storage.failed', status: 503 })
  expect(await count('contacts')).toBe(0)
})

it('a read behind a failed statement fails as well, and so does what is asked for beside it', async () => {
  const asked = first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1))
    await tx.contacts.save(contact(2, { address: contact(1).address }))
    const reads = [tx.contacts.search('415', 10), tx.posts.find({ channelId: 'C1', messageId: '1' })]
    return (await Promise.allSettled(reads)).map(({ status }) => status)
  })
  await expect(asked).rejects.toMatchObject({ code: 'storage.failed', cause: { code: '23505' } })
  expect(await count('contacts')).toBe(0)
})

it('what is asked for at once is answered each with its own, whatever was written in between', async () => {
  await saveOneOfEach()
  const answers = await first.transaction(workspace, async (tx) => {
    const asked = Promise.all([tx.contacts.find(id(9)), tx.posts.find({ channelId: 'C', messageId: 'none' })])
    await tx.contacts.save(contact(10, { name: 'Jane' }))
    const [known, post] = await asked
    const [found, message] = await Promise.all([tx.contacts.findByName('jane', 2), tx.messages.find(id(5))])
    return [known?.id, post, found.map((one) => one.id), message?.externalId]
  })
  expect(answers).toEqual([id(9), undefined, [id(10)], 'X5'])
})

it('a statement that comes after the end writes nothing', async () => {
  let late: Promise<unknown> = Promise.resolve()
  const ended = createGate()
  await first.transaction(workspace, async (tx) => {
    late = ended.opened.then(() => tx.contacts.save(contact(1)))
  })
  ended.open()
  await expect(late).rejects.toMatchObject({ code: 'storage.failed' })
  expect(await count('contacts')).toBe(0)
})

it('a claim that two processes hold at the same moment belongs to one, and falls to the other when the first gives up', async () => {
  const outcomes = await both((storage, index) =>
    storage.transaction(workspace, (tx) => tx.claims.claim('event', `${index}`, at)),
  )
  expect(outcomes.filter((earlier) => earlier === undefined)).toHaveLength(1)

  const claimed = createGate()
  const decided = createGate()
  const losing = first.transaction(workspace, async (tx) => {
    await tx.claims.claim('other', 'first', at)
    claimed.open()
    await decided.opened
    throw new Error('gives up')
  })
  const refused = losing.catch((error: unknown) => error)
  await claimed.opened
  const waiting = second.transaction(workspace, (tx) => tx.claims.claim('other', 'second', at))
  await untilSomebodyWaits()
  decided.open()
  expect(await refused).toMatchObject({ message: 'gives up' })
  expect(await waiting).toBeUndefined()
})

it('two first texts in two processes make one contact and one conversation', async () => {
  const made = await both((storage, index) =>
    storage.transaction(workspace, async (tx) => {
      const kept = await tx.contacts.findOrCreate(contact(index, { address: '+14155550123' }))
      const { id: conversationId } = await tx.conversations.findOrCreate(conversation(10 + index, kept.id))
      return `${kept.id} ${conversationId}`
    }),
  )
  expect(new Set(made).size).toBe(1)
  expect([await count('contacts'), await count('conversations')]).toEqual([1, 1])
})

const lockingReads: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
  'a contact': (tx) => tx.contacts.find(id(9)),
  'a conversation': (tx) => tx.conversations.find(id(1)),
  'a conversation that was found by its pair': (tx) => tx.conversations.findOrCreate(conversation(2, id(9))),
  'a message': (tx) => tx.messages.find(id(5)),
}

it.each(Object.entries(lockingReads))('%s that was read to be changed is locked until the end', async (_, read) => {
  await saveOneOfEach()
  const order: string[] = []
  const locked = createGate()
  const finished = createGate()
  const holding = first.transaction(workspace, async (tx) => {
    await read(tx)
    locked.open()
    await finished.opened
    order.push('first')
  })
  await locked.opened
  const waiting = second.transaction(workspace, async (tx) => {
    await read(tx)
    order.push('second')
  })
  await untilSomebodyWaits()
  finished.open()
  await Promise.all([holding, waiting])
  expect(order).toEqual(['first', 'second'])
})

it('what is only read, or looked for, is not held up by a lock', async () => {
  await saveOneOfEach()
  await first.transaction(workspace, async (locking) => {
    for (const read of Object.values(lockingReads)) await read(locking)
    const read = await second.transaction(workspace, async (tx) => [
      await tx.messages.peek(id(5)),
      await tx.messages.findByExternalId('p', 'X5'),
      (await tx.messages.newest(id(1), 1))[0],
      await tx.contacts.findByAddress(contact(9).address),
      await tx.contacts.findOrCreate(contact(10, { address: contact(9).address })),
      (await tx.contacts.search('415', 1))[0],
    ])
    expect(read.map((row) => row?.id)).toEqual([id(5), id(5), id(5), id(9), id(9), id(9)])
  })
})

async function saveOneOfEach(): Promise<void> {
  await first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(9))
    await tx.conversations.save(conversation(1, id(9)))
    await tx.messages.save(message(5, id(1), { provider: 'p', externalId: 'X5' }))
  })
}

it('a vendor’s id that is given again belongs to the message it was given to last', async () => {
  const find = () => first.transaction(workspace, (tx) => tx.messages.findByExternalId('p', 'X'))
  await first.transaction(workspace, async (tx) => {
    await tx.messages.save(message(1, id(1)))
    await tx.messages.save(message(2, id(1), { provider: 'p', externalId: 'X' }))
    await tx.messages.save(message(1, id(1), { provider: 'p', externalId: 'X' }))
  })
  expect((await find())?.id).toBe(id(1))
  await first.transaction(workspace, (tx) =>
    tx.messages.save(message(2, id(1), { provider: 'p', externalId: 'X', status: 'sent' })),
  )
  expect((await find())?.id).toBe(id(1))
})

it('of two drains in two processes one starts the head', async () => {
  await first.transaction(workspace, (tx) => tx.outbox.add(entry(1)))
  const meet = createBarrier(4)
  const started = await both((storage) =>
    storage.transaction(workspace, async (tx) => {
      const head = (await tx.outbox.head('chat:one')) as OutboxEntry
      await meet()
      return tx.outbox.replace(head, { ...head, state: 'started', attempts: head.attempts + 1 })
    }),
  )
  expect(started.filter(Boolean)).toHaveLength(1)
})

it('keyed entries that two processes add at once become one', async () => {
  await both((storage, index) => storage.transaction(workspace, (tx) => tx.outbox.add(entry(index, { key: 'card' }))))
  expect(await count('outbox')).toBe(1)
})

it('an entry that must wait again does not collide with the one that was added behind it meanwhile', async () => {
  const waiting = entry(1, { key: 'mark' })
  const started = { ...waiting, state: 'started', attempts: 1 } as const
  await first.transaction(workspace, async (tx) => {
    await tx.outbox.add(waiting)
    await tx.outbox.replace(waiting, started)
    await tx.outbox.add(entry(2, { key: 'mark' }))
    expect(await tx.outbox.replace(started, { ...started, state: 'pending' })).toBe(true)
    await tx.outbox.add(entry(3, { key: 'mark' }))
  })
  const rows = await rowsOn(database.url, 'SELECT id FROM threadline.outbox ORDER BY arrival')
  expect(rows).toEqual([{ id: id(1) }, { id: id(3) }])
  await first.transaction(workspace, (tx) => tx.outbox.cancel('chat:one', 'mark'))
  expect(await count('outbox')).toBe(0)
})

it('two transactions that lock each other out both succeed in the end', async () => {
  await first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1, { name: '' }))
    await tx.contacts.save(contact(2, { name: '' }))
  })
  const meet = createBarrier(2)
  let runs = 0
  const append = (storage: DurableStorage, ids: readonly string[], letter: string) =>
    storage.transaction(workspace, async (tx) => {
      runs += 1
      for (const one of ids) {
        const found = await tx.contacts.find(one)
        if (found) await tx.contacts.save({ ...found, name: `${found.name ?? ''}${letter}` })
        await meet()
      }
    })
  await Promise.all([append(first, [id(1), id(2)], 'a'), append(second, [id(2), id(1)], 'b')])
  expect(runs).toBeGreaterThan(2)
  const names = await rowsOn<{ name: string }>(database.url, 'SELECT name FROM threadline.contacts')
  expect(names.map(({ name }) => [...name].sort().join(''))).toEqual(['ab', 'ab'])
})

it('a connection that is cut in mid-transaction is a clear error, leaves nothing, and the next transaction works', async () => {
  const cut = first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1, { name: 'Jane Doe' }))
    // What is read is read behind what was written.
    expect(await tx.contacts.findByName('Jane Doe', 1)).toHaveLength(1)
    await rowsOn(
      database.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'idle in transaction'`,
    )
    await tx.outbox.add(entry(2))
  })
  const error: unknown = await cut.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'storage.failed', status: 503, retryable: true })
  expect(inspectDeeply(error)).not.toMatch(/Jane|415555|embedded/)
  expect([await count('contacts'), await count('outbox')]).toEqual([0, 0])
  await first.transaction(workspace, (tx) => tx.contacts.save(contact(1)))
  expect(await count('contacts')).toBe(1)
})

it('a refused statement tells its code, and neither its values nor the customer', async () => {
  const failing = first.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(1, { name: 'Jane Doe' }))
    await tx.contacts.save(contact(2, { name: 'John Doe', address: contact(1).address }))
  })
  const error: unknown = await failing.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ message: expect.stringContaining('23505'), cause: { code: '23505' } })
  expect(inspectDeeply(error)).not.toMatch(/Doe|415555|INSERT/)
})

/** Another transaction waits for a lock: only then is it certain that it would have overtaken. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await rowsOn(
      database.url,
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
  }
}

function inspectDeeply(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.stack ?? ''} ${JSON.stringify(error)} ${inspectDeeply(error.cause)}`
}

import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chatDouble, type ChatDouble } from '../../core/test/support/chat-double.js'
import { openDesk, ourNumber, type Desk } from '../../core/test/support/desk.js'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'
import { mortalStorage } from './support/mortal-storage.js'
import { emptyTables } from './support/tables.js'

const numbers = Array.from({ length: 12 }, (_, n) => `+1415555${1_000 + n}`)

let database: TestDatabase
let storages: readonly [DurableStorage, DurableStorage]
let clock: FakeClock
let chat: ChatDouble

beforeAll(async () => {
  database = await openTestDatabase()
  storages = [postgresStorage({ url: database.url }), postgresStorage({ url: database.url })]
  for (const storage of storages) await storage.start()
})
afterAll(async () => {
  await Promise.all(storages.map((storage) => storage.stop()))
  await database.close()
})
beforeEach(async () => {
  await emptyTables(storages[0])
  ;[clock, chat] = [fakeClock(), chatDouble()]
})

const lines = [{ senders: [{ provider: 'carrier', address: ourNumber }], broadcastPerMinute: 600 }] as const
const open = (storage: Desk['storage']): Promise<Desk> => openDesk({ storage, clock, chat, lines })

/** A broadcast to so many, going. */
async function begin({ threadline }: Desk, count = numbers.length): Promise<string> {
  const to = { numbers: numbers.slice(0, count) }
  const { id } = await threadline.broadcasts.create({ to, text: 'Open on Sunday' })
  await threadline.broadcasts.start(id)
  return id
}

/** What falls due rings at all of them at once. */
async function wait(desks: readonly Desk[], ms: number, stepMs: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(stepMs)
    await Promise.all(desks.map((desk) => desk.settle()))
  }
}

const texted = (...desks: readonly Desk[]) =>
  desks.flatMap(({ carrier }) => carrier.texts.map(({ to }) => to)).toSorted()

describe('a broadcast, between two desks on one database,', () => {
  let one: Desk
  let other: Desk
  beforeEach(async () => {
    ;[one, other] = await Promise.all([open(storages[0]), open(storages[1])])
    return async () => void (await Promise.all([one.threadline.stop(), other.threadline.stop()]))
  })

  it('reaches everybody once, though it is set going at both', async () => {
    const id = await begin(one)
    await Promise.all([one.threadline.broadcasts.start(id), other.threadline.broadcasts.start(id)])
    await wait([one, other], 30_000, 1_000)
    expect(texted(one, other)).toEqual(numbers)
    expect(await other.threadline.broadcasts.get(id)).toMatchObject({ status: 'done', progress: { sent: 12 } })
  })

  it('is over for good once it was canceled at either, though it was set going again at the other', async () => {
    const id = await begin(one)
    await wait([one, other], 400, 100)
    const ending = other.threadline.broadcasts.cancel(id)
    const others = [one.threadline.broadcasts.pause(id), one.threadline.broadcasts.start(id)]
    await Promise.allSettled([ending, ...others, one.settle(), other.settle()])
    await ending
    await Promise.all([one.settle(), other.settle()])
    const left = texted(one, other)
    await wait([one, other], 60_000, 5_000)
    expect(texted(one, other)).toEqual(left)
    expect(left.length).toBeLessThan(numbers.length)
    expect(new Set(left).size).toBe(left.length)
    const { progress, status } = await one.threadline.broadcasts.get(id)
    expect([status, progress.sent]).toEqual(['canceled', left.length])
  })
})

const deaths = Array.from({ length: 20 }, (_, step) => [step + 1, step % 2 === 0 ? 'kept' : 'undone'] as const)

it.each(deaths)(
  'a desk that dies %i transactions into a broadcast, the last of them %s, has texted nobody twice, and its heir passes over nobody',
  async (transactions, last) => {
    const storage = mortalStorage(storages[0])
    const dying = await open(storage)
    await begin(dying, 4)
    storage.dieIn(transactions, last)
    await Promise.race([wait([dying], 1_000, 100), storage.died])
    const heir = await open(storages[1])
    await wait([heir], 5 * 60_000, 20_000)
    const gone = texted(dying, heir)
    expect(new Set(gone).size).toBe(gone.length)
    const missing = numbers.slice(0, 4).filter((number) => !gone.includes(number))
    const unknown = await rowsOn<{ readonly address: string }>(
      database.url,
      `SELECT address FROM threadline.contacts AS contact JOIN threadline.conversations AS conversation
         ON conversation.contact_id = contact.id
       JOIN threadline.messages AS message ON message.conversation_id = conversation.id
       WHERE message.status = 'unknown'`,
    )
    expect(unknown.map(({ address }) => address)).toEqual(expect.arrayContaining(missing))
    expect(unknown.length).toBeLessThanOrEqual(1)
    const [broadcast] = await heir.threadline.broadcasts.list()
    expect(broadcast?.status).toBe('done')
    await heir.threadline.stop()
  },
)

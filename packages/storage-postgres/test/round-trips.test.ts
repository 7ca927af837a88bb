import { createThreadline, type ChatEvent, type SmsEvent, type Threadline } from '@threadline/core'
import { fakeClock } from '@threadline/core/testing'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { carrierDouble } from '../../core/test/support/carrier-double.js'
import { chatDouble } from '../../core/test/support/chat-double.js'
import { memberMessage } from '../../core/test/support/desk.js'
import { postgresQueue, postgresStorage, type DurableStorage } from '../src/index.js'
import { eventually } from './queue/eventually.js'
import { countRoundTrips, type RoundTrip } from './support/count-round-trips.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'

/** `SHOW_ROUND_TRIPS=1` prints what is sent to the database, a line to a round trip. */
const isShown = process.env['SHOW_ROUND_TRIPS'] !== undefined

/** What has been reached. */
const atMost = { text: 4, reply: 7, receipt: 4 }

const counter = countRoundTrips()
const limit = { permits: 1, perMs: 1_000, burst: 100 }
const chat = { ...chatDouble(), limits: { post: limit, mark: limit } }
const carrier = carrierDouble()

let database: TestDatabase
let dataSource: DataSource
let pool: pg.Pool
let storage: DurableStorage
let threadline: Threadline

beforeAll(async () => {
  database = await openTestDatabase()
  pool = new pg.Pool({ connectionString: database.url, Client: counter.Client })
  // Its last connections may still be on their way out when the database is dropped behind them.
  pool.on('error', () => undefined)
  dataSource = new DataSource({ type: 'postgres', url: database.url, extra: { Client: counter.Client } })
  await dataSource.initialize()
  storage = postgresStorage({ dataSource, queue: postgresQueue({ pool }) })
  await storage.start()
  threadline = createThreadline({
    workspaceId: 'T1',
    publicUrl: 'https://desk.example',
    chat,
    providers: { carrier },
    lines: [{ senders: [{ provider: 'carrier', address: '+14155550100' }] }],
    storage,
    // It stands still, so that the settings at hand stay new.
    clock: fakeClock(),
    logger: { debug() {}, info() {}, warn() {}, error: console.error },
  })
  await threadline.start()
})
afterAll(async () => {
  await threadline.stop()
  await storage.stop()
  await Promise.all([dataSource.destroy(), pool.end()])
  await database.close()
})

it('a text takes few round trips, from its webhook to its post in chat, and so does a reply to its mark', async () => {
  // What comes first makes rows, connections and caches.
  await text('first')
  await reply('first')
  await receipt('first')
  const taken = {
    text: await costOf('text', () => text('second')),
    reply: await costOf('reply', () => reply('second')),
    receipt: await costOf('receipt and mark', () => receipt('second')),
  }
  for (const [name, most] of Object.entries(atMost))
    expect.soft(taken[name as keyof typeof atMost], name).toBeLessThanOrEqual(most)
})

async function text(word: string): Promise<void> {
  const from = '+14155550123'
  await deliver('sms/carrier', { type: 'text', externalId: word, from, to: '+14155550100', text: word, media: [] })
  await quiet()
  expect(chat.posts).toHaveLength(word === 'first' ? 1 : 2)
}

async function reply(word: string): Promise<void> {
  const thread = chat.posts[0]?.ref
  const identities = [`message:${word}`, `event:${word}`] as const
  await deliver('chat', memberMessage(word, { text: word, thread, identities, isThreadOurs: true }))
  await quiet()
  expect(carrier.texts.at(-1)).toMatchObject({ text: word })
}

async function receipt(word: string): Promise<void> {
  const index = carrier.texts.findIndex((sent) => sent.text === word)
  const reference = carrier.texts[index]?.reference
  const externalId = `X${index + 1}`
  await deliver('sms/carrier', { type: 'receipt', externalId, reference, status: 'delivered', rawStatus: 'delivered' })
  await quiet()
  expect(chat.marks).toHaveLength(index + 1)
}

async function deliver(door: string, event: ChatEvent | SmsEvent): Promise<void> {
  const request = { method: 'POST', body: JSON.stringify([event]) }
  const response = await threadline.fetch(new Request(`http://localhost/threadline/${door}`, request))
  expect(response.status).toBe(200)
}

/** Nobody is at anything, nor is anything to be done now. */
async function quiet(): Promise<void> {
  const busy = `SELECT 1 FROM threadline_queue.threadline_leases
    UNION ALL SELECT 1 FROM threadline_queue.jobs WHERE run_at <= now()`
  await eventually(() => rowsOn(database.url, busy)).toEqual([])
}

/** Round trips of `act`, without what the queue asks every now and then anyway. */
async function costOf(name: string, act: () => Promise<void>): Promise<number> {
  counter.take()
  await act()
  const taken = counter.take()
  if (isShown) show(name, taken)
  return taken.filter((trip) => !trip.some(isRegular)).length
}

const isRegular = (sql: string): boolean => /^with j as|threadline_beat/.test(sql)

function show(name: string, trips: readonly RoundTrip[]): void {
  const lines = trips.map((trip, index) => `${index + 1}. ${trip.map(shortened).join(' · ')}`)
  console.info([`${name}:`, ...lines].join('\n'))
}

/** What is done to which table. */
function shortened(sql: string): string {
  const table = /(?:FROM|INTO|UPDATE) ("\w+"\.\w+)/.exec(sql)?.[1] ?? ''
  const lock = sql.includes('FOR UPDATE') ? ' FOR UPDATE' : ''
  return sql.length < 50 ? sql : `${sql.slice(0, sql.indexOf(' '))} ${table}${lock} …`
}

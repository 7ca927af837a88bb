import type { OutboxEntry, Transaction } from '@threadline/core'
import pg from 'pg'
import { DataSource, type Logger } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, type TestDatabase } from './support/database.js'
import { fillTables } from './support/many-rows.js'
import { at, contact, conversation, entry, workspace } from './support/rows.js'

/** A million of them, with ten million messages, takes some minutes: `THREADLINE_CONVERSATIONS=1000000`. */
const conversations = Number(process.env['THREADLINE_CONVERSATIONS'] ?? 20_000)

interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

let database: TestDatabase
let dataSource: DataSource
let storage: DurableStorage
let seen: Statement[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  dataSource = new DataSource({ type: 'postgres', url: database.url, logging: true, logger: recorder() })
  await dataSource.initialize()
  storage = postgresStorage({ dataSource })
  await storage.start()
  await fillTables(database.url, conversations)
}, 1_800_000)

afterAll(async () => {
  await storage.stop()
  await dataSource.destroy()
  await database.close()
}, 120_000)

const soon = new Date(at.getTime() + 3_600_000)
const moments = [0, 3, 6, 9].map((second) => new Date(at.getTime() + second * 1_000))
const dead: OutboxEntry = { ...entry(1), id: 'entry-1000', state: 'dead' }

/** Everything a webhook, a drain or the sweep asks of a storage. */
const lookUps: Readonly<Record<string, (tx: Transaction) => Promise<unknown>>> = {
  'a new claim': (tx) => tx.claims.claim('sms:new', 'x', at),
  'a claim made before': (tx) => tx.claims.claim('sms:SM77', 'x', at),
  'a contact by id': (tx) => tx.contacts.find('contact-77'),
  'contacts to be shown': (tx) => tx.contacts.peekAll(['contact-77', 'contact-78']),
  'a contact by address': (tx) => tx.contacts.findByAddress('+12000000077'),
  'a contact by name': (tx) => tx.contacts.findByName('Name 77', 2),
  'a contact by name, but for those of others': (tx) => tx.contacts.findByName('Name 77', 2, { memberId: 'U1' }),
  'contacts by the beginning of a name that all have': (tx) => tx.contacts.search('name', 10),
  'contacts by a part of a name': (tx) => tx.contacts.search('77', 10),
  'contacts by a part of a name, but for those of others': (tx) => tx.contacts.search('name 7', 10, { memberId: 'U1' }),
  'contacts by their number': (tx) => tx.contacts.search('(200) 000-0077', 10),
  'contacts by the beginning of a tag': (tx) => tx.contacts.search('#vi', 10),
  'contacts before anything is looked for': (tx) => tx.contacts.search('', 10),
  'contacts with a tag that all have': (tx) => tx.contacts.tagged('vip', 10, { memberId: 'U1' }),
  'tags of contacts': (tx) => tx.contacts.tags('v', 10),
  'contacts one after the other': (tx) => tx.contacts.list('contact-77', 10),
  'contacts that were merged into one': (tx) => tx.contacts.mergedInto('contact-77'),
  'a contact to be found or made': (tx) => tx.contacts.findOrCreate(contact(77)),
  'a contact to be saved': (tx) => tx.contacts.save({ ...contact(77), id: 'contact-77' }),
  'a conversation by id': (tx) => tx.conversations.find('conversation-77'),
  'conversations to be shown': (tx) => tx.conversations.peekAll(['conversation-77', 'conversation-78']),
  'a conversation to be found or made': (tx) => tx.conversations.findOrCreate(conversation(77, 'contact-77')),
  'a message by id': (tx) => tx.messages.find('message-77'),
  'a message to be shown': (tx) => tx.messages.peek('message-77'),
  'a message by its vendor’s id': (tx) => tx.messages.findByExternalId('twilio', 'SM77'),
  'settled messages to be blanked': (tx) => tx.messages.blank({ type: 'settled', before: soon }, at, 10),
  'the messages of a conversation to be blanked': (tx) =>
    tx.messages.blank({ type: 'all', conversationId: 'conversation-77' }, at, 10),
  'old claims': (tx) => tx.claims.purge(soon, 10),
  'old receipts': (tx) => tx.receipts.purge(soon, 10),
  'the conversations of a contact': (tx) => tx.conversations.ofContact('contact-77'),
  'the evidence of a contact to be blanked': (tx) => tx.consents.blank('contact-77'),
  'a permit of a limit': (tx) => tx.limits.take('post:C77', 1_000, at),
  'the key of digests': (tx) => tx.erasedOptOuts.key('key'),
  'an opt-out of somebody erased': (tx) => tx.erasedOptOuts.find('digest-77'),
  'an opt-out to be kept': (tx) => tx.erasedOptOuts.keep('digest-77', 'contact-78'),
  'an opt-out to be forgotten': (tx) => tx.erasedOptOuts.forget('digest-77'),
  'the newest messages of a conversation': (tx) => tx.messages.newest('conversation-77', 10),
  'a post': (tx) => tx.posts.find({ channelId: 'C1', messageId: '77.000100' }),
  'parked receipts': (tx) => tx.receipts.take('twilio', 'SM77'),
  'the consent log of a contact': (tx) => tx.consents.list('contact-77'),
  'the head of a lane': (tx) => tx.outbox.head('timer:conversation-77'),
  'an entry to be added': (tx) => tx.outbox.add(entry(77, { key: 'timer', lane: 'timer:conversation-77' })),
  'an entry to be canceled': (tx) => tx.outbox.cancel('timer:conversation-77', 'timer'),
  'an entry to be started': (tx) =>
    tx.outbox.replace({ ...entry(1), id: 'entry-77' }, { ...entry(1), state: 'started' }),
  'an entry to be removed': (tx) => tx.outbox.replace({ ...entry(1), id: 'entry-77' }, undefined),
  'an entry to be revived': (tx) => tx.outbox.replace(dead, entry(1, { key: 'timer' })),
  'a text and what it is about, read ahead': async (tx) => tx.ahead?.({ type: 'message', id: 'message-77' }),
  'a conversation by its address, read ahead': async (tx) =>
    tx.ahead?.({ type: 'address', address: '+12000000077', lineId: 'main' }),
  'a conversation by its post, read ahead': async (tx) =>
    tx.ahead?.({ type: 'post', ref: { channelId: 'C1', messageId: '77.000100' } }),
  'the head of a lane and what it is about, read ahead': async (tx) =>
    tx.ahead?.({ type: 'head', lane: 'timer:conversation-77' }),
  'what comes behind an entry, read ahead': async (tx) =>
    tx.ahead?.({ type: 'behind', entry: { ...entry(1), id: 'entry-77', lane: 'timer:conversation-77' } }),
  'an entry that must be started': (tx) =>
    tx.outbox.mustReplace({ ...entry(1), id: 'entry-77' }, { ...entry(1), state: 'started' }),
  'an entry that must be removed': (tx) => tx.outbox.mustReplace({ ...entry(1), id: 'entry-77' }, undefined),
  'a permit that must be had': (tx) => tx.limits.mustTake('post:C77', 1, at, new Date(at.getTime() + 1_000_000_000)),
  'dead entries': (tx) => tx.outbox.dead(10),
  'a conversation by its channel': (tx) => tx.conversations.findByChannel('C77'),
  'the newest conversations': (tx) => tx.conversations.list({}, 10),
  'the conversations of a member': (tx) => tx.conversations.list({ assigneeId: 'U1' }, 10),
  'the conversations that wait longest': (tx) => tx.conversations.list({ isWaiting: true }, 10),
  'the conversations with a tag': (tx) => tx.conversations.list({ tag: 'vip' }, 10),
  'the conversations of several contacts': (tx) => tx.conversations.ofContacts(['contact-77', 'contact-78']),
  'the latest texts of several conversations': (tx) => tx.messages.lastOutbound(['conversation-77', 'conversation-78']),
  'a broadcast by id': (tx) => tx.broadcasts.find('broadcast-77'),
  'the newest broadcasts': (tx) => tx.broadcasts.list(10),
  'old broadcasts': (tx) => tx.broadcasts.purge(['done'], soon, 3),
  'the list of a broadcast': (tx) => tx.recipients.list('broadcast-77'),
  'the next one on a list': (tx) => tx.recipients.next('broadcast-77'),
  'somebody on a list': (tx) => tx.recipients.find('broadcast-77', 'contact-307'),
  'texts of a broadcast to be decided about': (tx) => tx.recipients.unsure('broadcast-77', 10),
  'how a broadcast stands': (tx) => tx.recipients.count('broadcast-77'),
  'the texts of some times': (tx) => tx.figures.texts(moments),
  'the texts of a line at some times': (tx) => tx.figures.texts(moments, 'main'),
  'the answers of some times': (tx) => tx.figures.answers(moments),
  'scheduled messages': (tx) => tx.messages.scheduled(10),
  'messages to be asked about': (tx) => tx.messages.toCheck(soon, 10),
  'messages that failed': (tx) => tx.messages.failed(at, 10),
}

it.each(Object.entries(lookUps))('%s: by an index', async (_, use) => {
  const statements = await recorded(() => undone(use))
  expect(statements.length).toBeGreaterThan(0)
  for (const statement of statements) await expectIndex(statement, 20)
})

it('a look-up without an index would be noticed', async () => {
  const values = [workspace, 'Words of a customer']
  const sql = 'SELECT id FROM threadline.messages WHERE workspace_id = $1 AND text <> $2'
  const { readWhole, rows } = await explain({ sql, values })
  expect({ readWhole, isMany: rows > 1_000 }).toEqual({ readWhole: ['messages'], isMany: true })
})

it.each([10, 10_000])('lanes that are due, at most %i of them: by an index', async (limit) => {
  const by = new Date(at.getTime() + 3_600_000)
  const statements = await recorded(async () => {
    expect(await storage.waitingLanes(workspace, by, limit)).toHaveLength(Math.min(limit, 60))
  })
  for (const statement of statements) await expectIndex(statement, 100)
})

/** No table is read from end to end, nor an index. */
async function expectIndex(statement: Statement, mostRows: number): Promise<void> {
  const { readWhole, rows } = await explain(statement)
  expect(readWhole).toEqual([])
  expect(rows).toBeLessThanOrEqual(mostRows)
}

class Undo extends Error {}

/** Runs one thing in a transaction and takes it back. */
async function undone(use: (tx: Transaction) => Promise<unknown>): Promise<void> {
  const running = storage.transaction(workspace, async (tx) => {
    await use(tx)
    // What was only written is sent with the next thing that is read.
    await tx.contacts.peekAll([])
    throw new Undo()
  })
  await running.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
}

async function recorded(act: () => Promise<void>): Promise<readonly Statement[]> {
  seen = []
  await act()
  return seen.filter(({ sql }) => !/^(BEGIN|COMMIT|ROLLBACK)/.test(sql))
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** How a statement was carried out, and then taken back. */
async function explain({
  sql,
  values,
}: Statement): Promise<{ readonly readWhole: readonly string[]; readonly rows: number }> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<Explained>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, [...values])
    await client.query('ROLLBACK')
    const nodes = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)))
    const readWhole = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
    return { readWhole, rows: Math.max(...nodes.map(rowsLookedAt)) }
  } finally {
    await client.end()
  }
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[]
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

const rowsLookedAt = (node: PlanNode): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']

function recorder(): Logger {
  const nothing = () => undefined
  return {
    logQuery: (sql, values: readonly unknown[] = []) => void seen.push({ sql, values }),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  }
}

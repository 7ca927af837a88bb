import { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate, migrations, openUpkeep, postgresStorage } from '../src/index.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'
import { fillFirstVersion } from './support/first-version.js'
import { id, workspace } from './support/rows.js'

let database: TestDatabase
let dataSource: DataSource
beforeAll(async () => {
  database = await openTestDatabase()
  dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize()
})
afterAll(async () => {
  await dataSource.destroy()
  await database.close()
})

const tables = ['claims', 'contacts', 'conversations', 'messages', 'posts', 'receipts', 'consents', 'outbox']

const contents = async (schema: string) => {
  const all = await Promise.all(
    tables.map((table) => rowsOn(database.url, `SELECT * FROM ${schema}.${table} ORDER BY 2`)),
  )
  return Object.fromEntries(tables.map((table, index) => [table, all[index]]))
}

/** Every column and index of a schema, by name and definition. */
const shape = (schema: string) =>
  rowsOn(
    database.url,
    `SELECT table_name || '.' || column_name AS name, concat_ws(' ', data_type, is_nullable, column_default) AS what
      FROM information_schema.columns WHERE table_schema = $1
     UNION ALL SELECT indexname, replace(indexdef, $1, 'any') FROM pg_indexes WHERE schemaname = $1 ORDER BY 1, 2`,
    [schema],
  ).then((rows) => rows.map((row) => JSON.stringify(row).replaceAll(schema, 'any')))

it('a database made by the first version, with data, works on the newest, and goes back as it was', async () => {
  await migrate(dataSource, { schema: 'old', steps: 1 })
  await fillFirstVersion(database.url, 'old')
  const before = await contents('old')

  const storage = postgresStorage({ url: database.url, schema: 'old' })
  await storage.start()
  const seen = await storage.transaction(workspace, async (tx) => ({
    contact: await tx.contacts.findByAddress('+14155550123'),
    found: await tx.contacts.search('jane', 10),
    conversations: await tx.conversations.ofContact(id(1)),
    inbound: await tx.messages.findByExternalId('twilio', 'SM1'),
    outbound: await tx.messages.find(id(4)),
    earlier: await tx.claims.claim('sms:twilio:SM1', 'again', new Date()),
    evidence: await tx.consents.list(id(1)),
    head: await tx.outbox.head('sms:one'),
    blanked: await tx.messages.blank({ type: 'settled', before: new Date('2026-01-01') }, new Date(), 10),
  }))
  expect(seen).toMatchObject({
    contact: { name: 'Jane', consent: 'opted-out' },
    found: [{ id: id(1) }],
    conversations: [{ id: id(2), place: { root: { messageId: '1.000100' } } }],
    inbound: { text: 'STOP' },
    outbound: { text: 'Hello', status: 'queued' },
    earlier: id(3),
    evidence: [{ matcher: 'keyword:stop' }],
    head: { effect: { type: 'send-text', messageId: id(4) } },
    blanked: 0,
  })
  expect(seen.contact).not.toHaveProperty('erasedAt')
  await storage.stop()

  await migrate(dataSource, { schema: 'old', steps: 1 })
  expect(await contents('old')).toEqual(before)
})

it('texts of blocked contacts that an older version kept are blanked when their time has come, not those still to be shown', async () => {
  const schema = 'with_blocked'
  await migrate(dataSource, { schema, steps: 1 })
  await fillFirstVersion(database.url, schema)
  const [blocked, waiting] = [id(10), id(11)]
  for (const [message, text] of [
    [blocked, 'You again'],
    [waiting, 'Are you there?'],
  ]) {
    await rowsOn(
      database.url,
      `INSERT INTO ${schema}.messages (workspace_id, id, conversation_id, direction, author, text, media, status, created_at)
        VALUES ($1, $2, $3, 'inbound', '{"type":"contact"}', $4, '[]', 'received', '2026-01-07T10:00:00Z')`,
      [workspace, message, id(2), text],
    )
  }
  await rowsOn(
    database.url,
    `INSERT INTO ${schema}.outbox (workspace_id, id, lane, effect, state, due_at, attempts, created_at)
      VALUES ($1, $2, 'chat:one', jsonb_build_object('type', 'post-message', 'messageId', $3::text), 'pending', now(), 0, now())`,
    [workspace, id(12), waiting],
  )

  const storage = postgresStorage({ url: database.url, schema })
  await storage.start()
  const texts = await storage.transaction(workspace, async ({ messages }) => {
    await messages.blank({ type: 'settled', before: new Date('2026-02-01') }, new Date(), 10)
    return [(await messages.peek(blocked))?.text, (await messages.peek(waiting))?.text]
  })
  expect(texts).toEqual(['', 'Are you there?'])
  await storage.stop()
})

it('each step back leaves the very schema that was there before the step', async () => {
  await migrate(dataSource, { schema: 'down_again' })
  for (let steps = migrations.length - 1; steps > 0; steps -= 1) {
    await migrate(dataSource, { schema: 'down_again', steps })
    await migrate(dataSource, { schema: `up_to_${steps}`, steps })
    expect(await shape('down_again')).toEqual(await shape(`up_to_${steps}`))
  }
})

it('the version before refuses the newest schema at start, and touches nothing', async () => {
  await migrate(dataSource, { schema: 'ahead' })
  const before = await shape('ahead')
  const newest = migrations.at(-1)?.name ?? ''
  const older = migrate(dataSource, { schema: 'ahead', migrations: migrations.slice(0, -1) })
  await expect(older).rejects.toMatchObject({
    code: 'configuration.invalid',
    message: expect.stringContaining(`made by a newer version of Threadline (it has ${newest}`),
  })
  expect(await shape('ahead')).toEqual(before)
})

it('steps are named in the order they are taken, for that is how they are read back', () => {
  const times = migrations.map(({ name }) => Number(name.slice(-13)))
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(new Set(times).size).toBe(times.length)
})

it('upkeep says how far a schema is, and takes it there or back', async () => {
  const names = migrations.map(({ name }) => name)
  const upkeep = await openUpkeep({ url: database.url, schema: 'kept' })
  try {
    expect(await upkeep.steps()).toEqual({ taken: [], missing: names })
    expect([await upkeep.isWritable(), Number.parseInt(await upkeep.version(), 10) >= 14]).toEqual([true, true])
    await upkeep.migrate()
    expect(await upkeep.steps()).toEqual({ taken: names, missing: [] })
    await upkeep.migrate(2)
    expect(await upkeep.steps()).toEqual({ taken: names.slice(0, 2), missing: names.slice(2) })
    expect(await upkeep.isWritable()).toBe(true)
  } finally {
    await upkeep.close()
  }
})

it('upkeep finds a database that takes no writes', async () => {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const upkeep = await openUpkeep({ url: url.href, schema: 'old' })
  const isWritable = await upkeep.isWritable()
  await upkeep.close()
  expect(isWritable).toBe(false)
})

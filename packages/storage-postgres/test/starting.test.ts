import { randomBytes } from 'node:crypto'
import { EntitySchema, DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, migrations, postgresStorage, threadlineEntities, type Migration } from '../src/index.js'
import { openTestDatabase, rowsOn, runOn, type TestDatabase } from './support/database.js'
import { contact, entry, id, workspace } from './support/rows.js'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const startOf = async (url: string, schema = 'threadline'): Promise<unknown> => {
  const storage = postgresStorage({ url, schema, connectTimeoutMs: 5_000 })
  try {
    await storage.start()
    return undefined
  } catch (error) {
    return error
  } finally {
    await storage.stop()
  }
}

const edited = (change: (url: URL) => void): string => {
  const url = new URL(database.url)
  change(url)
  return url.href
}

describe('an address that leads nowhere is told in a sentence without the password', () => {
  it('no server', async () => {
    const error = await startOf('postgres://desk:hunter2@127.0.0.1:1/desk')
    expect(error).toMatchObject({
      code: 'storage.failed',
      message: expect.stringMatching(/"desk" at 127.0.0.1:1 cannot be reached/),
    })
    expect(String(error)).not.toContain('hunter2')
  })

  it('a user who is not let in', async () => {
    const error = await startOf(
      edited((url) => {
        url.username = 'nobody_known'
        url.password = 'hunter2'
      }),
    )
    expect(error).toMatchObject({ code: 'storage.failed', message: expect.stringMatching(/\((28P01|28000)\)/) })
    expect(String(error)).not.toContain('hunter2')
  })

  it('no such database', async () => {
    const error = await startOf(edited((url) => (url.pathname = 'nowhere')))
    expect(error).toMatchObject({ message: expect.stringMatching(/"nowhere" at .* does not exist/) })
  })

  it('no URL of PostgreSQL at all', () => {
    for (const url of ['', 'localhost', 'mysql://root:hunter2@127.0.0.1/desk']) {
      expect(() => postgresStorage({ url })).toThrow('The url must look like postgres://')
    }
  })

  it('a schema that PostgreSQL would not take as it is', () => {
    for (const schema of ['', 'Desk', 'a b', '1a', 'pg_desk', 'x'.repeat(64), 'a"; DROP TABLE x']) {
      expect(() => postgresStorage({ url: database.url, schema })).toThrow('The name of the schema')
    }
  })
})

it('a storage that is not started, or is stopped, says so', async () => {
  const storage = postgresStorage({ url: database.url, schema: 'stopped' })
  const use = () => storage.transaction(workspace, (tx) => tx.contacts.find('x'))
  await expect(use()).rejects.toMatchObject({ code: 'not_ready', status: 503 })
  await storage.start()
  expect(await use()).toBeUndefined()
  await storage.stop()
  await expect(use()).rejects.toMatchObject({ code: 'not_ready' })
  await Promise.all([storage.start(), storage.start()])
  expect(await use()).toBeUndefined()
  await storage.stop()
})

it('stopping waits for what runs', async () => {
  const storage = postgresStorage({ url: database.url, schema: 'stopping' })
  await storage.start()
  let stopped: Promise<void> | undefined
  await storage.transaction(workspace, async (tx) => {
    stopped = storage.stop()
    await tx.contacts.save(contact(1))
  })
  await stopped
  expect(await rowsOn(database.url, 'SELECT id FROM stopping.contacts')).toEqual([{ id: id(1) }])
})

describe('rights', () => {
  const role = `threadline_test_${randomBytes(6).toString('hex')}`
  beforeAll(async () => {
    await runOn(database.url, `CREATE ROLE ${role} LOGIN PASSWORD 'clerk'`)
  })
  afterAll(async () => {
    await runOn(database.url, `DROP OWNED BY ${role}`)
    await runOn(database.url, `DROP ROLE ${role}`)
  })
  const asClerk = () =>
    edited((url) => {
      url.username = role
      url.password = 'clerk'
    })

  it('a role that may not make a schema is told so, and nothing is half-made', async () => {
    const error = await startOf(asClerk(), 'forbidden')
    expect(error).toMatchObject({ message: expect.stringMatching(/does not permit this to the role in use \(42501\)/) })
    expect(await rowsOn(database.url, `SELECT FROM pg_namespace WHERE nspname = 'forbidden'`)).toEqual([])
  })

  it('a role that may only read and write rows works on what another one has migrated', async () => {
    expect(await startOf(database.url, 'granted')).toBeUndefined()
    await runOn(database.url, `GRANT USAGE ON SCHEMA granted TO ${role}`)
    await runOn(database.url, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA granted TO ${role}`)
    await runOn(database.url, `GRANT USAGE ON ALL SEQUENCES IN SCHEMA granted TO ${role}`)
    for (const migrates of [true, false]) {
      const storage = postgresStorage({ url: asClerk(), schema: 'granted', migrates })
      await storage.start()
      await storage.transaction(workspace, async (tx) => {
        await tx.contacts.save(contact(1))
        await tx.outbox.add(entry(migrates ? 1 : 2))
      })
      await storage.stop()
    }
  })
})

describe('migrations', () => {
  const addColumn: Migration = {
    name: 'AddMood1999999999999',
    up: (schema) => [
      `ALTER TABLE "${schema}".contacts ADD COLUMN mood text[] NOT NULL DEFAULT '{}'`,
      `UPDATE "${schema}".contacts SET mood = ARRAY[name]`,
    ],
    down: (schema) => [`ALTER TABLE "${schema}".contacts DROP COLUMN mood`],
  }
  const newer = [...migrations, addColumn]

  const withDataSource = async (work: (dataSource: DataSource) => Promise<void>) => {
    const dataSource = new DataSource({ type: 'postgres', url: database.url })
    await dataSource.initialize()
    try {
      await work(dataSource)
    } finally {
      await dataSource.destroy()
    }
  }
  const save = async (schema: string) => {
    const storage = postgresStorage({ url: database.url, schema })
    await storage.start()
    await storage.transaction(workspace, (tx) => tx.contacts.save(contact(1, { name: 'Jane' })))
    await storage.stop()
  }

  it('a database with data goes to the newest version and back', async () => {
    await save('moving')
    await withDataSource(async (dataSource) => {
      await migrate(dataSource, { schema: 'moving', migrations: newer })
      expect(await rowsOn(database.url, 'SELECT name, mood FROM moving.contacts')).toEqual([
        { name: 'Jane', mood: ['Jane'] },
      ])
      await migrate(dataSource, { schema: 'moving', migrations: newer, steps: migrations.length })
    })
    expect(await startOf(database.url, 'moving')).toBeUndefined()
    expect(await rowsOn(database.url, 'SELECT name FROM moving.contacts')).toEqual([{ name: 'Jane' }])
    await withDataSource((dataSource) => migrate(dataSource, { schema: 'moving', steps: 0 }))
    const left = await rowsOn(
      database.url,
      `SELECT relname FROM pg_class WHERE relnamespace = 'moving'::regnamespace AND relkind = 'r'`,
    )
    expect(left).toEqual([{ relname: 'migrations' }])
  })

  it('a schema of a newer version is refused and left alone', async () => {
    await save('newer')
    await withDataSource((dataSource) => migrate(dataSource, { schema: 'newer', migrations: newer }))
    expect(await startOf(database.url, 'newer')).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringMatching(/newer version of Threadline \(it has AddMood1999999999999/),
    })
    expect(await rowsOn(database.url, 'SELECT mood FROM newer.contacts')).toHaveLength(1)
  })

  it('a step that fails leaves the version before it, whole', async () => {
    await save('failing')
    const broken: Migration = { ...addColumn, up: (schema) => [...addColumn.up(schema), 'SELECT 1 / 0'] }
    await withDataSource((dataSource) =>
      expect(migrate(dataSource, { schema: 'failing', migrations: [...migrations, broken] })).rejects.toThrow(),
    )
    expect(await startOf(database.url, 'failing')).toBeUndefined()
    expect(
      await rowsOn(
        database.url,
        `SELECT FROM information_schema.columns WHERE table_schema = 'failing' AND column_name = 'mood'`,
      ),
    ).toEqual([])
  })

  it('processes that start at the same moment migrate once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => startOf(database.url, 'together')))
    expect(outcomes).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(await rowsOn(database.url, 'SELECT name FROM together.migrations')).toHaveLength(migrations.length)
  })

  it('without leave to migrate, a schema that is behind is refused', async () => {
    const storage = postgresStorage({ url: database.url, schema: 'behind', migrates: false })
    await expect(storage.start()).rejects.toMatchObject({ message: expect.stringContaining('is not migrated') })
  })

  it('every table and every unique index begins with the workspace', async () => {
    expect(await startOf(database.url)).toBeUndefined()
    const indexes = await rowsOn<{ indexname: string; first: string }>(
      database.url,
      `SELECT i.relname AS indexname, pg_get_indexdef(x.indexrelid, 1, true) AS first FROM pg_index x
       JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       WHERE t.relnamespace = 'threadline'::regnamespace AND t.relname <> 'migrations'`,
    )
    expect(indexes.length).toBeGreaterThan(12)
    expect(indexes.filter(({ first }) => first !== 'workspace_id')).toEqual([])
  })
})

describe('the host’s own DataSource', () => {
  const Note = new EntitySchema<{ id: number; text: string }>({
    name: 'note',
    columns: { id: { type: 'integer', primary: true }, text: { type: 'text' } },
  })

  it('has its entities beside ours, and stays open when we stop', async () => {
    const entities = [Note, ...(await threadlineEntities({ schema: 'beside' }))]
    const dataSource = new DataSource({ type: 'postgres', url: database.url, entities, synchronize: true })
    await dataSource.initialize()
    const storage = postgresStorage({ dataSource, schema: 'beside' })
    await storage.start()
    await storage.transaction(workspace, (tx) => tx.contacts.save(contact(1, { name: 'Jane' })))
    await dataSource.getRepository(Note).save({ id: 1, text: 'theirs' })
    const ours = await dataSource.getRepository('threadline_contacts').find()
    expect(ours).toMatchObject([{ workspace_id: workspace, id: id(1), name: 'Jane' }])
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log()
    expect(upQueries).toEqual([])
    await storage.stop()
    expect(await dataSource.getRepository(Note).count()).toBe(1)
    await dataSource.destroy()
  })

  it('is refused while it is not initialized', async () => {
    const storage = postgresStorage({ dataSource: new DataSource({ type: 'postgres', url: database.url }) })
    await expect(storage.start()).rejects.toMatchObject({ message: expect.stringContaining('must be initialized') })
  })

  it('reads every column of ours through the entities', async () => {
    expect(await startOf(database.url, 'columns')).toBeUndefined()
    const entities = [...(await threadlineEntities({ schema: 'columns' }))]
    const dataSource = new DataSource({ type: 'postgres', url: database.url, entities })
    await dataSource.initialize()
    for (const { target } of dataSource.entityMetadatas) {
      expect(await dataSource.getRepository(target).find()).toEqual([])
    }
    expect(dataSource.entityMetadatas).toHaveLength(14)
    await dataSource.destroy()
  })
})

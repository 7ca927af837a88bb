import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

const tables = `
drop table if exists claim, contact, conversation, message, outbox, post;
create table claim (key bigint primary key, subject text not null);
create table contact (id int primary key, name text not null);
create table conversation (id int primary key, last_activity_at timestamptz not null);
create table message (id bigint primary key, conversation_id int not null, body text not null, post text);
create index on message (conversation_id, id);
create table outbox (id bigint primary key, lane int not null, arrival bigint generated always as identity, state text not null);
create index on outbox (lane, arrival);
create table post (ts bigint primary key, message_id bigint not null);
insert into contact select n, 'contact ' || n from generate_series(0, 999) as n;
insert into conversation select n, now() from generate_series(0, 999) as n;`

/**
 * What an inbound text asks of a database at least, in the three transactions that its promises need: it is stored and
 * queued; its post is recorded as begun; its post is recorded as made. `:id` is new each time, `:who` one of a thousand.
 */
const shape = [
  [
    `insert into claim values (:id, 'message') on conflict do nothing`,
    `select name from contact where id = :who`,
    `select id from conversation where id = :who for update`,
    `insert into message (id, conversation_id, body) values (:id, :who, 'Where is my order?')`,
    `insert into outbox (id, lane, state) values (:id, :who, 'pending')`,
    `update conversation set last_activity_at = now() where id = :who`,
  ],
  [
    `select id from outbox where lane = :who order by arrival limit 1`,
    `update outbox set state = 'started' where id = :id`,
  ],
  [
    `update message set post = 'posted' where id = :id`,
    `insert into post values (:id, :id)`,
    `delete from outbox where id = :id`,
  ],
]

/** Round trips of the shape, with the beginnings and ends of its transactions. */
export const rawStatements = shape.flat().length + 2 * shape.length

/**
 * How many messages a second a PostgreSQL takes when nothing is done but this, by the driver everybody uses.
 *
 * @returns messages per second
 */
export async function measureRaw(url, { clients, messages }) {
  await withClient(url, (client) => client.query(tables))
  const connections = await Promise.all(Array.from({ length: clients }, () => connect(url)))
  const perSecond = await rateOf(messages, () =>
    Promise.all(connections.map((client) => play(transactionOn(client), messages / clients))),
  )
  await Promise.all(connections.map((client) => client.end()))
  return perSecond
}

/** The same on a PGlite in a folder, which does one thing at a time. */
export async function measureRawPglite(folder, { messages }) {
  const { PGlite } = await import('@electric-sql/pglite')
  const pglite = await PGlite.create({ dataDir: folder, relaxedDurability: false })
  await pglite.exec(tables)
  const transaction = (work) => pglite.transaction((client) => work((sql, values) => client.query(sql, values)))
  const perSecond = await rateOf(messages, () => play(transaction, messages))
  await pglite.close()
  return perSecond
}

async function rateOf(messages, work) {
  const startedAtMs = performance.now()
  await work()
  return messages / ((performance.now() - startedAtMs) / 1_000)
}

function transactionOn(client) {
  return async (work) => {
    await client.query('begin')
    await work((sql, values) => client.query(sql, values))
    await client.query('commit')
  }
}

async function play(transaction, count) {
  for (let done = 0; done < count; done += 1) {
    const given = { id: randomInt(2 ** 47), who: randomInt(1_000) }
    for (const statements of shape) {
      await transaction(async (query) => {
        for (const sql of statements) await query(...bound(sql, given))
      })
    }
  }
}

/** The statement with placeholders, and its values. */
function bound(sql, given) {
  const names = Object.keys(given).filter((name) => sql.includes(`:${name}`))
  const text = names.reduce((words, name, index) => words.replaceAll(`:${name}`, `$${index + 1}`), sql)
  return [text, names.map((name) => given[name])]
}

/**
 * The same by pgbench.
 *
 * @param folder - where the script goes
 * @returns messages per second; `undefined` where there is no pgbench
 */
export async function measurePgbench(url, folder, { clients, seconds }) {
  await withClient(url, (client) => client.query(tables))
  const script = join(folder, 'pgbench.sql')
  const statements = shape.flatMap((list) => ['begin', ...list, 'commit']).map((sql) => `${sql};`)
  await writeFile(script, ['\\set id random(1, 100000000000000)', '\\set who random(0, 999)', ...statements].join('\n'))
  const args = ['-n', '-M', 'extended', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script, url]
  try {
    const { stdout } = await run('pgbench', args)
    return Number(/tps = ([\d.]+)/.exec(stdout)[1])
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

async function withClient(url, work) {
  const client = await connect(url)
  await work(client)
  await client.end()
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

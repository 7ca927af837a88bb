import pg from 'pg'
import { channelOf, identity } from '../fakes/slack.mjs'

/**
 * What desks leave behind over two years, made by SQL: a contact to each conversation and ten messages, texts and replies in
 * turn, with their posts; claims of the last thirty days; one in a hundred contacts with a word about consent; a few effects
 * that were given up. What an outbox has done it does not keep. Three of five conversations are of the workspace that is
 * measured, the others of two more.
 */
const start = `timestamptz '2024-11-01T08:00:00Z'`
const spanDays = 700
const claimDays = 30
const messagesEach = 10

const workspaceOf = (n) => `CASE ${n} % 5 WHEN 1 THEN 'T1OTHER' WHEN 2 THEN 'T2OTHER' ELSE '${identity.teamId}' END`
/** Ids that begin with the time are in the order of the numbers. */
const idOf = (kind, n) => `'01900000-0000-7000-8${kind}-' || lpad((${n})::text, 12, '0')`
const [contactId, conversationId, messageId] = ['00c', '0cc', '00e'].map((kind) => (n) => idOf(kind, n))
/** The message of a conversation `n` that stands first. */
const rootTs = (n) => `(1700000000 + ${n}) || '.000100'`

/** The name from each of its words on, and the number from each digit on, as they are looked up by. */
const searchKeys = `ARRAY['name ' || n]
  || CASE WHEN n < 1000 THEN ARRAY[n::text] ELSE '{}' END
  || ARRAY(SELECT substr('1555' || lpad(n::text, 7, '0'), place) FROM generate_series(1, 8) AS place)`

/** Nobody's numbers: there is no area 555. */
const numberOf = (n) => `+1555${String(n).padStart(7, '0')}`

/** What is put into each table, for so many conversations. */
function fillings(conversations) {
  const messages = conversations * messagesEach
  const time = (n, count) => `${start} + ${n}::float8 / ${count} * interval '${spanDays} days'`
  const of = `(m - 1) % ${conversations} + 1`
  const isReply = `(m - 1) / ${conversations} % 2 = 1`
  const from = (name, count) => `FROM generate_series(1::bigint, ${count}) AS ${name}`
  const claimed = Math.round((messages * claimDays) / spanDays)
  const channel = channelOf(0)
  return {
    contacts: `(workspace_id, id, address, name, consent, created_at, name_key, search_keys)
      SELECT ${workspaceOf('n')}, ${contactId('n')}, '+1555' || lpad(n::text, 7, '0'), 'Name ' || n, 'open',
        ${time('n', conversations)}, 'name ' || n, ${searchKeys}
      ${from('n', conversations)}`,
    contact_keys: `SELECT workspace_id, key, id FROM threadline.contacts, unnest(search_keys) AS key`,
    conversations: `(workspace_id, id, contact_id, line_id, place, notification, created_at, status, assignee_id, tags,
        sender, last_inbound_at, last_outbound_at)
      SELECT ${workspaceOf('n')}, ${conversationId('n')}, ${contactId('n')}, 'line-0',
        jsonb_build_object('type', 'thread', 'channel', '${channel}',
          'root', jsonb_build_object('channelId', '${channel}', 'messageId', ${rootTs('n')})),
        jsonb_build_object('lastActivityAt', '2026-10-01T08:00:00.000Z') || CASE WHEN n % 100 = 0 THEN
          jsonb_build_object('waiting', jsonb_build_object('messageId', ${messageId('n')}, 'since', '2026-10-01T08:00:00.000Z'))
          ELSE '{}' END,
        ${time('n', conversations)}, CASE WHEN n % 20 = 0 THEN 'open' ELSE 'closed' END,
        CASE WHEN n % 3 = 0 THEN 'U' || n % 40 END, CASE WHEN n % 10 = 0 THEN '["vip"]' ELSE '[]' END::jsonb,
        '{"address":"+14155550100","provider":"twilio"}', ${time('n', conversations)}, ${time('n', conversations)}
      ${from('n', conversations)}`,
    messages: `(workspace_id, id, conversation_id, direction, author, author_check, text, media, status, created_at, started_at,
        segments, waiting_since, provider, external_id, raw_status, post, marked_as, sender, arrival, external_id_arrival)
      SELECT ${workspaceOf(of)}, ${messageId('m')}, ${conversationId(of)},
        CASE WHEN ${isReply} THEN 'outbound' ELSE 'inbound' END,
        CASE WHEN ${isReply} THEN '{"id":"U1","type":"member"}' ELSE '{"type":"contact"}' END::jsonb,
        CASE WHEN ${isReply} THEN 'passed' END,
        CASE WHEN ${isReply} THEN 'It left the warehouse this morning and is with you tomorrow. ' ELSE 'Where is my order? ' END || m,
        '[]', CASE WHEN ${isReply} THEN 'delivered' ELSE 'received' END, made, CASE WHEN ${isReply} THEN made END,
        CASE WHEN ${isReply} THEN 1 END, CASE WHEN ${isReply} THEN made - interval '9 min' END, 'twilio',
        'SM' || lpad(to_hex(m), 32, '0'), CASE WHEN ${isReply} THEN 'delivered' END,
        CASE WHEN ${isReply} THEN NULL ELSE
          jsonb_build_object('channelId', '${channel}', 'messageId', ${rootTs('m')}) END,
        CASE WHEN ${isReply} THEN 'delivered' END,
        CASE WHEN ${isReply} THEN '{"address":"+14155550100","provider":"twilio"}'::jsonb END, 2 * m, 2 * m + 1
      FROM (SELECT m, ${time('m', messages)} AS made ${from('m', messages)}) AS made_of`,
    posts: `SELECT ${workspaceOf(of)}, '${channel}', ${rootTs('m')},
        CASE WHEN m <= ${conversations} THEN 'root' ELSE 'message' END, ${conversationId(of)}, ${messageId('m')}
      ${from('m', messages)}`,
    claims: `(workspace_id, key, subject, claimed_at)
      SELECT ${workspaceOf('n')}, 'sms:twilio:SM' || lpad(to_hex(n), 32, '0'), ${messageId('n')},
        now() - n::float8 / ${claimed + 1} * interval '${claimDays} days'
      ${from('n', claimed)}`,
    consents: `(workspace_id, id, contact_id, change, at, text, matcher, actor, arrival)
      SELECT ${workspaceOf('n')}, ${idOf('0ee', 'n')}, ${contactId('n')}, 'held', ${start}, 'stop that', 'phrase', 'contact',
        ${2 * messages + 2} + n ${from('n', Math.floor(conversations / 100))}`,
    outbox: `(workspace_id, id, lane, effect, state, due_at, attempts, created_at, arrival)
      SELECT ${workspaceOf('n')}, ${idOf('00f', 'n')}, 'chat:' || ${conversationId('n')},
        jsonb_build_object('type', 'mark', 'messageId', ${messageId('n')}), 'dead', ${start}, 8, ${start},
        ${4 * messages} + n ${from('n', Math.floor(conversations / 1_000))}`,
  }
}

/**
 * Fills the tables of a database that has them already, and has the server look at them as it would have done long ago.
 *
 * @returns megabytes that it takes on disk
 */
export async function fillHistory(url, conversations) {
  const { messages, ...others } = fillings(conversations)
  // Two at a time, one of which is as much as all others.
  if (conversations > 0) {
    await Promise.all([
      onConnection(url, (client) => fill(client, 'messages', messages)),
      onConnection(url, async (client) => {
        for (const [name, rows] of Object.entries(others)) await fill(client, name, rows)
      }),
    ])
  }
  return onConnection(url, async (client) => {
    await client.query(`SELECT setval('threadline.arrival', ${conversations * messagesEach * 5 + 1})`)
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
    const { rows } = await client.query('SELECT pg_database_size(current_database()) / 1048576.0 AS mb')
    return Number(rows[0].mb)
  })
}

/** An index is made much quicker of all rows at once. What comes into a table in the transaction that empties it needs no log. */
async function fill(client, name, rows) {
  const { rows: indexes } = await client.query(indexesOf, [name])
  await client.query(`SET maintenance_work_mem = '512MB'; BEGIN; TRUNCATE threadline.${name}`)
  for (const { drop } of indexes) await client.query(drop)
  await client.query(`INSERT INTO threadline.${name} ${rows}`)
  for (const { make } of indexes) await client.query(make)
  await client.query('COMMIT')
}

const indexesOf = `SELECT
    CASE WHEN con.oid IS NULL THEN format('DROP INDEX threadline.%I', cls.relname)
      ELSE format('ALTER TABLE threadline.%I DROP CONSTRAINT %I', $1::text, con.conname) END AS drop,
    CASE WHEN con.oid IS NULL THEN pg_get_indexdef(idx.indexrelid)
      ELSE format('ALTER TABLE threadline.%I ADD CONSTRAINT %I %s', $1::text, con.conname, pg_get_constraintdef(con.oid)) END AS make
  FROM pg_index idx JOIN pg_class cls ON cls.oid = idx.indexrelid
  LEFT JOIN pg_constraint con ON con.conindid = idx.indexrelid
  WHERE idx.indrelid = ('threadline.' || $1::text)::regclass`

/**
 * The contacts that take part, spread over all there are; a small history has none for some of them.
 *
 * @returns what the world has to know of them
 */
export function partakers(conversations, contacts) {
  const there = Math.floor(conversations / 5)
  const each = Math.max(Math.floor(there / contacts), 1)
  return Array.from({ length: Math.min(contacts, there) }, (_, contact) => {
    const n = 5 * (1 + contact * each)
    return { contact, n, number: numberOf(n), channel: channelOf(0), thread: `${1_700_000_000 + n}.000100` }
  })
}

/** Has them be in the middle of a conversation, as most texts are. */
export function wakeUp(url, list) {
  const sql = `UPDATE threadline.conversations SET status = 'open',
      notification = jsonb_build_object('lastActivityAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    WHERE workspace_id = '${identity.teamId}' AND contact_id = ANY(SELECT ${contactId('n')} FROM unnest($1::bigint[]) AS n)`
  return onConnection(url, (client) => client.query(sql, [list.map(({ n }) => n)]))
}

export async function onConnection(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

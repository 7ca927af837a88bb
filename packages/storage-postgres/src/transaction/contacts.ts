import { keysOfContact, type Contact, type Contacts } from '@threadline/core'
import { quote } from '../schema/names.js'
import { contacts as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { prepareContactSearch } from './contact-search.js'
import { findOrInsert } from './find-or-create.js'
import type { KeptRows } from './kept-rows.js'
import { partsOf } from './statements.js'

export function prepareContacts(schema: string): (session: Session, kept: KeptRows<Contact>) => Contacts {
  const searchIn = prepareContactSearch(schema)
  const { assignments, count, from, list, placeholders } = partsOf(table, schema)
  const columns = `workspace_id, ${list}, name_key, search_keys`
  const values = `$1, ${placeholders}, $${count + 2}, $${count + 3}`
  const keys = `$${count + 3}::text[]`
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`
  const keyTable = `${quote(schema)}.contact_keys`

  const find = `${select} AND id = $2 FOR UPDATE`
  const peekAll = `${select} AND id = ANY($2::text[])`
  const findByAddress = `${select} AND address = $2`
  const findByName = `${select} AND name_key = $2 AND name IS NOT NULL
    AND (private_to IS NULL OR $4::text IS NULL OR private_to = $4) ORDER BY created_at LIMIT $3`
  const listAll = `${select} AND id > $2 AND erased_at IS NULL ORDER BY id LIMIT $3`
  const mergedInto = `${select} AND merged_into = $2 ORDER BY id`
  // Only the keys that are not what they were are touched.
  const save = `WITH before AS (SELECT unnest(search_keys) AS key FROM ${from} WHERE workspace_id = $1 AND id = $2), gone AS (
      DELETE FROM ${keyTable} WHERE workspace_id = $1 AND contact_id = $2
        AND key = ANY(ARRAY(SELECT key FROM before EXCEPT SELECT unnest(${keys})))
    ), come AS (
      INSERT INTO ${keyTable} SELECT $1, key, $2 FROM (SELECT unnest(${keys}) AS key EXCEPT SELECT key FROM before) AS new
    ) INSERT INTO ${from} (${columns}) VALUES (${values}) ON CONFLICT (workspace_id, id) DO UPDATE
    SET ${assignments}, name_key = excluded.name_key, search_keys = excluded.search_keys`
  const findOrCreate = `WITH found AS (${select} AND address = $3), made AS (
      INSERT INTO ${from} (${columns}) SELECT ${values} WHERE NOT EXISTS (SELECT FROM found)
      ON CONFLICT (workspace_id, address) DO NOTHING RETURNING ${list}
    ), come AS (
      INSERT INTO ${keyTable} SELECT $1, key, id FROM made, unnest(${keys}) AS key
    ) SELECT * FROM found UNION ALL SELECT * FROM made`

  return (session, kept) => {
    const one = async (sql: string, ...parameters: readonly unknown[]) => {
      const [row] = await session.rows(sql, parameters)
      return row && table.read(row)
    }
    return {
      ...searchIn(session),
      async find(id) {
        const locked = kept.get(id) ?? (await one(find, id))
        return locked && kept.keep(locked)
      },
      findByAddress: (address) => one(findByAddress, address),
      async peekAll(ids) {
        const rows = await session.rows(peekAll, [ids])
        return rows.map(table.read)
      },
      async findByName(name, limit, viewer) {
        const rows = await session.rows(findByName, [nameKey(name), limit, viewer?.memberId ?? null])
        return rows.map(table.read)
      },
      async findOrCreate(candidate) {
        await kept.expected(candidate.address)
        const known = kept.find(({ address }) => address === candidate.address)
        return known ?? table.read(await findOrInsert(session, findOrCreate, written(candidate)))
      },
      async list(afterId = '', limit) {
        const rows = await session.rows(listAll, [afterId, limit])
        return rows.map(table.read)
      },
      async mergedInto(contactId) {
        const rows = await session.rows(mergedInto, [contactId])
        return rows.map(table.read)
      },
      async save(contact) {
        session.write(save, written(contact))
        kept.keepWritten(contact.id, table.values(contact))
      },
    }
  }
}

/**
 * What contacts are looked up by is folded here and not in the database: what PostgreSQL takes for lower case depends on
 * the locale its database was made with.
 */
function written(contact: Contact): readonly unknown[] {
  return [...table.values(contact), nameKey(contact.name ?? ''), keysOfContact(contact)]
}

const nameKey = (name: string): string => name.trim().toLowerCase()

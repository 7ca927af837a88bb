import { keyOfTag, prefixesOf, type Contact, type Contacts, type Viewer } from '@threadline/core'
import type { Raw } from '../batch.js'
import { quote } from '../schema/names.js'
import { contacts as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

type ContactSearch = Pick<Contacts, 'search' | 'tagged' | 'tags'>

/** Keys read at a time, written into the statement: the planner is to know that they are few, whatever is asked for. */
const pageFor = (limit: number): number => (limit > 20 ? 100 : 20)

/** Comes behind whatever a key can be followed by: no text holds it. */
const beyond = '\u{10ffff}'

/** Finds contacts by keys that begin with something: a stretch of an index that is in order, read as far as is needed. */
export function prepareContactSearch(schema: string): (session: Session) => ContactSearch {
  const { from, list } = partsOf(table, schema)
  const keyTable = `${quote(schema)}.contact_keys`
  const isVisible = (viewer: string) => `(private_to IS NULL OR ${viewer}::text IS NULL OR private_to = ${viewer})`
  const listed = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND erased_at IS NULL AND ${isVisible('$2')}`

  const named = `${listed} AND name_key > '' ORDER BY name_key, created_at DESC LIMIT $3`
  const nameless = `${listed} AND name_key = '' ORDER BY created_at DESC LIMIT $3`
  const page = (
    size: number,
  ) => `SELECT key, contact_id FROM ${keyTable} WHERE workspace_id = $1 AND key >= $2 AND key < $3
    AND ($4::text IS NULL OR key > $2 OR contact_id < $4) ORDER BY key, contact_id DESC LIMIT ${size}`
  const visible = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND id = ANY($2::text[]) AND ${isVisible('$3')}`
  const tagged = `SELECT ${list} FROM ${from} JOIN (
      SELECT contact_id FROM ${keyTable} WHERE workspace_id = $1 AND key = $2
    ) AS tagged ON id = contact_id WHERE workspace_id = $1 AND ${isVisible('$4')} ORDER BY contact_id DESC LIMIT $3`
  // From one tag to the next, however many contacts have it.
  const nextKey = (after: string) =>
    `(SELECT key FROM ${keyTable} WHERE workspace_id = $1 AND ${after} AND key < $3 ORDER BY key LIMIT 1)`
  const tags = `WITH RECURSIVE tag AS (
      SELECT ${nextKey('key >= $2')} AS key
      UNION ALL SELECT ${nextKey('key > tag.key')} FROM tag WHERE tag.key IS NOT NULL
    ) SELECT key FROM tag WHERE key IS NOT NULL LIMIT $4`

  return (session) => {
    async function everybody(limit: number, viewer: string | null): Promise<readonly Contact[]> {
      const first = await session.rows(named, [viewer, limit])
      const rest = first.length < limit ? await session.rows(nameless, [viewer, limit - first.length]) : []
      return [...first, ...rest].map(table.read)
    }

    /** Adds those that a prefix finds to the ones that are found, until there are enough. */
    async function addBegun(found: Map<string, Contact>, prefix: string, limit: number, viewer: string | null) {
      const size = pageFor(limit)
      let from: readonly [string, string | null] = [prefix, null]
      for (;;) {
        const keys = await session.rows(page(size), [from[0], prefix + beyond, from[1]])
        const ids = [...new Set(keys.map(contactIdOf))].filter((id) => !found.has(id))
        const rows = ids.length > 0 ? await session.rows(visible, [ids, viewer]) : []
        const byId = new Map(rows.map(table.read).map((contact) => [contact.id, contact]))
        for (const contact of ids.flatMap((id) => byId.get(id) ?? [])) found.set(contact.id, contact)
        const last = keys.at(-1)
        if (!last || keys.length < size || found.size >= limit) return
        from = [String(last['key']), contactIdOf(last)]
      }
    }

    return {
      async search(query, limit, viewer) {
        if (query === '') return everybody(limit, idOf(viewer))
        const found = new Map<string, Contact>()
        for (const prefix of prefixesOf(query)) {
          if (found.size < limit) await addBegun(found, prefix, limit, idOf(viewer))
        }
        return [...found.values()].slice(0, limit)
      },
      async tagged(tag, limit, viewer) {
        const rows = await session.rows(tagged, [keyOfTag(tag), limit, idOf(viewer)])
        return rows.map(table.read)
      },
      async tags(beginning, limit) {
        const from = keyOfTag(beginning)
        const rows = await session.rows(tags, [from, from + beyond, limit])
        return rows.map((row) => String(row['key']).slice(keyOfTag('').length))
      },
    }
  }
}

const contactIdOf = (row: Raw): string => String(row['contact_id'])

const idOf = (viewer: Viewer | undefined): string | null => viewer?.memberId ?? null

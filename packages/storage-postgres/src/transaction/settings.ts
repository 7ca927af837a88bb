import type { Settings } from '@threadline/core'
import { settings as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareSettings(schema: string): (session: Session) => Settings {
  const { from, list, placeholders } = partsOf(table, schema)
  const find = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND name = $2`
  /** There is a row to lock even for a name that has nothing yet. */
  const lock = `INSERT INTO ${from} AS kept (workspace_id, name, value) VALUES ($1, $2, NULL)
    ON CONFLICT (workspace_id, name) DO UPDATE SET value = kept.value RETURNING ${list}`
  const save = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, name) DO UPDATE SET value = excluded.value`

  return (session) => {
    const one = async (sql: string, name: string) => {
      const [row] = await session.rows(sql, [name])
      return row && table.read(row).value
    }
    return {
      find: (name) => one(find, name),
      findForUpdate: (name) => one(lock, name),
      async save(name, value) {
        session.write(save, table.values({ name, value }))
      },
    }
  }
}

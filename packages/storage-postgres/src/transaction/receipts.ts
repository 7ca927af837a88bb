import type { Receipts } from '@threadline/core'
import { receipts as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareReceipts(schema: string): (session: Session) => Receipts {
  const { from, list, placeholders } = partsOf(table, schema)
  const park = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})`
  const take = `WITH taken AS (
      DELETE FROM ${from} WHERE workspace_id = $1 AND provider = $2 AND external_id = $3 RETURNING *
    ) SELECT ${list} FROM taken ORDER BY arrival`

  return (session) => ({
    async park(provider, receipt) {
      await session.rows(park, table.values({ provider, externalId: receipt.externalId, receipt }))
    },
    async take(provider, externalId) {
      const rows = await session.rows(take, [provider, externalId])
      return rows.map((row) => table.read(row).receipt)
    },
  })
}

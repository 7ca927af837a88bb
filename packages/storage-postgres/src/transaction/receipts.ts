import type { Receipts } from '@threadline/core'
import { bound } from '../bound.js'
import { receipts as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { deleteOldest, partsOf } from './statements.js'

export function prepareReceipts(schema: string): (session: Session) => Receipts {
  const { from, list, placeholders } = partsOf(table, schema)
  const park = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})`
  const take = `WITH taken AS (
      DELETE FROM ${from} WHERE workspace_id = $1 AND provider = $2 AND external_id = $3 RETURNING *
    ) SELECT ${list} FROM taken ORDER BY arrival`

  const purge = deleteOldest(from, 'parked_at', ['provider', 'external_id', 'arrival'])

  return (session) => ({
    async park(provider, receipt, parkedAt) {
      session.write(park, table.values({ provider, externalId: receipt.externalId, receipt, parkedAt }))
    },
    async take(provider, externalId) {
      const rows = await session.rows(take, [provider, externalId])
      return rows.map((row) => table.read(row).receipt)
    },
    purge: async (before, limit) => (await session.rows(purge, [bound(before), limit])).length,
  })
}

import { expect, it } from 'vitest'
import { memoryStorage } from '../../src/memory/index.js'
import { storageCases } from '../../src/testing/storage-suite.js'
import type { Fault } from './broken-storage.js'
import { broadcastFaults } from './storage-broadcast-faults.js'
import { deskFaults } from './storage-desk-faults.js'
import { figureFaults } from './storage-figure-faults.js'
import { limitFaults } from './storage-limit-faults.js'
import { outboxFaults } from './storage-outbox-faults.js'
import { retentionFaults } from './storage-retention-faults.js'
import { rowFaults } from './storage-row-faults.js'

it('the storage without a fault passes every case', async () => {
  expect(await failingCases(memoryStorage)).toEqual([])
})

it.each(
  Object.entries({
    ...rowFaults,
    ...deskFaults,
    ...broadcastFaults,
    ...figureFaults,
    ...retentionFaults,
    ...outboxFaults,
    ...limitFaults,
  }),
)('the kit notices when %s', async (_, fault) => {
  expect(await failingCases(fault)).not.toEqual([])
})

async function failingCases(open: Fault): Promise<readonly string[]> {
  const failing: string[] = []
  for (const { name, run } of storageCases) {
    await run(open()).catch(() => failing.push(name))
  }
  return failing
}

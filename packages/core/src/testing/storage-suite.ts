import type { Storage } from '../ports/storage.js'
import { broadcastCases } from './broadcast-cases.js'
import { contactCases } from './contact-cases.js'
import { deskCases } from './desk-cases.js'
import { figureCases } from './figure-cases.js'
import { limitCases } from './limit-cases.js'
import { outboxCases } from './outbox-cases.js'
import { retentionCases } from './retention-cases.js'
import { rowCases } from './row-cases.js'
import { registerCases, type Opened, type TestRunner } from './suite.js'

/** Every case, for those who plant faults. */
export const storageCases = [
  ...rowCases,
  ...contactCases,
  ...deskCases,
  ...broadcastCases,
  ...figureCases,
  ...retentionCases,
  ...outboxCases,
  ...limitCases,
]

/**
 * The contract of {@link Storage} as tests: make them the first line of a storage's own.
 *
 * @param runner - `describe` and `it` of the test runner in use
 * @param open - opens an empty storage, for each test anew
 */
export function storageSuite(runner: TestRunner, open: () => Promise<Opened<Storage>>): void {
  registerCases(runner, 'a storage', storageCases, open)
}

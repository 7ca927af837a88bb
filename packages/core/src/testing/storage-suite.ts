import type { Storage } from '../ports/storage.js'
import { storageCases } from './storage-cases.js'
import { registerCases, type Opened, type TestRunner } from './suite.js'

/**
 * The contract of {@link Storage} as tests: make them the first line of a storage's own.
 *
 * @param runner - `describe` and `it` of the test runner in use
 * @param open - opens an empty storage, for each test anew
 */
export function storageSuite(runner: TestRunner, open: () => Promise<Opened<Storage>>): void {
  registerCases(runner, 'a storage', storageCases, open)
}

export { fakeClock, type FakeClock } from './fake-clock.js'
export { queueSuite, type QueueSubject } from './queue-suite.js'
export { storageSuite } from './storage-suite.js'
export type { Opened, TestRunner } from './suite.js'

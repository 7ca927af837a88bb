export { fairTurns, groupOf, type FairTurns } from './fair-turns.js'
export { memoryQueue, type MemoryQueue, type MemoryQueueOptions } from './memory-queue.js'
export { memoryStorage } from './memory-storage.js'
export { systemClock } from './system-clock.js'

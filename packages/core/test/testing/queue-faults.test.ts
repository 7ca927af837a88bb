import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Queue } from '@threadline/core'
import { memoryQueue } from '@threadline/core/memory'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { queueCases } from '../../src/testing/queue-suite.js'
import { plantedQueue, type QueueFault } from './planted-queue.js'

const faults: readonly (readonly [fault: QueueFault, caughtBy: string])[] = [
  ['loses what is woken before the start', 'a wake-up before the start is not lost'],
  ['takes no notice of the time', 'a key runs at its time, not before'],
  ['lets a later time win', 'an earlier time replaces a later one, and not the other way round'],
  ['keeps the first time it is told', 'an earlier time replaces a later one, and not the other way round'],
  ['runs a key twice at once', 'one key never runs twice at once, and a wake-up while it runs is not lost'],
  ['loses what is woken while it runs', 'one key never runs twice at once, and a wake-up while it runs is not lost'],
  ['lets keys wait for each other', 'keys do not wait for each other'],
  ['gives its eight places to who came first', 'a workspace with a thousand keys does not keep another one waiting'],
  ['gives its eight places to who came first', 'a workspace whose keys do not end leaves room for another one'],
  ['dies of a handler that throws', 'a handler that throws does not end the queue'],
  ['does not wait when it stops', 'stop waits for what runs, and nothing begins after it'],
  ['goes on after it has stopped', 'stop waits for what runs, and nothing begins after it'],
]

it.each(faults)('a queue that %s is caught', async (fault, caughtBy) => {
  expect(await casesFailedBy((clock) => plantedQueue(clock, fault))).toContain(caughtBy)
})

it('a queue without a fault passes', async () => {
  expect(await casesFailedBy(plantedQueue)).toEqual([])
  expect(await casesFailedBy((clock) => memoryQueue({ clock }))).toEqual([])
})

async function casesFailedBy(make: (clock: FakeClock) => Queue): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { name, run } of queueCases) {
    const clock = fakeClock()
    const subject = { queue: make(clock), now: clock.now, pass: (ms: number) => pass(clock, ms) }
    if (!(await passes(run(subject)))) failed.push(name)
  }
  return failed
}

async function pass(clock: FakeClock, ms: number): Promise<void> {
  await turns(5)
  clock.advance(ms)
  await turns(5)
}

/** Nothing here waits for real time, so what has not ended after many turns of the loop never will. */
async function passes(run: Promise<void>): Promise<boolean> {
  const ended = run.then(
    () => true,
    () => false,
  )
  return Promise.race([ended, turns(200).then(() => false)])
}

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await turn()
}

import assert from 'node:assert/strict'
import type { Queue } from '../ports/queue.js'
import { registerCases, type Opened, type SuiteCase, type TestRunner } from './suite.js'

/** A queue under test, with its time in the hands of the suite. */
export interface QueueSubject {
  readonly queue: Queue
  now(): Date
  /** Lets `ms` milliseconds pass, on a fake clock or really, and everything that falls due in them begin and end. */
  pass(ms: number): Promise<void>
}

/**
 * The contract of {@link Queue} as tests.
 *
 * @param runner - `describe` and `it` of the test runner in use
 * @param open - opens an idle queue that is not started, for each test anew
 */
export function queueSuite(runner: TestRunner, open: () => Promise<Opened<QueueSubject>>): void {
  registerCases(runner, 'a queue', queueCases, open)
}

const after = (subject: QueueSubject, ms: number): Date => new Date(subject.now().getTime() + ms)

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}

export const queueCases: readonly SuiteCase<QueueSubject>[] = [
  {
    name: 'a wake-up before the start is not lost',
    async run(subject) {
      const runs: string[] = []
      subject.queue.wake('a')
      subject.queue.start(async (key) => void runs.push(key))
      await subject.pass(2_000)
      assert.deepEqual(runs, ['a'])
    },
  },
  {
    name: 'a key runs at its time, not before',
    async run(subject) {
      const runs: string[] = []
      subject.queue.start(async (key) => void runs.push(key))
      subject.queue.wake('a', after(subject, 4_000))
      await subject.pass(1_000)
      assert.deepEqual(runs, [])
      await subject.pass(5_000)
      assert.deepEqual(runs, ['a'])
    },
  },
  {
    name: 'an earlier time replaces a later one, and not the other way round',
    async run(subject) {
      const runs: string[] = []
      subject.queue.start(async (key) => void runs.push(key))
      subject.queue.wake('a', after(subject, 60_000))
      subject.queue.wake('a')
      subject.queue.wake('b')
      subject.queue.wake('b', after(subject, 60_000))
      await subject.pass(2_000)
      assert.deepEqual([...new Set(runs)].sort(), ['a', 'b'])
    },
  },
  {
    name: 'one key never runs twice at once, and a wake-up while it runs is not lost',
    async run(subject) {
      let running = 0
      let most = 0
      let runs = 0
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      subject.queue.start(async () => {
        running += 1
        runs += 1
        most = Math.max(most, running)
        if (runs === 1) {
          for (let n = 0; n < 5; n += 1) subject.queue.wake('a')
          setImmediate(release)
          await held
        }
        running -= 1
      })
      subject.queue.wake('a')
      await subject.pass(3_000)
      assert.equal(most, 1)
      assert.ok(runs >= 2, 'the wake-up while it ran was lost')
    },
  },
  {
    name: 'a key in hand runs at once where it is, beside no other run of it, and takes no wake-up away',
    async run(subject) {
      // A queue that hands everything to whoever is free has no such thing.
      if (!subject.queue.runHere) return
      const events: string[] = []
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      subject.queue.start(async () => {
        events.push('begins')
        if (events.length === 1) {
          subject.queue.wake('a')
          subject.queue.runHere?.('a')
          setImmediate(release)
          await held
        }
        events.push('ends')
      })
      subject.queue.runHere('a')
      await subject.pass(3_000)
      assert.deepEqual(events.slice(0, 4), ['begins', 'ends', 'begins', 'ends'])
      assert.ok(events.every((event, index) => event === (index % 2 === 0 ? 'begins' : 'ends')))
    },
  },
  {
    name: 'a key may wake itself for later while it runs',
    async run(subject) {
      let runs = 0
      subject.queue.start(async (key) => {
        runs += 1
        if (runs === 1) subject.queue.wake(key, after(subject, 3_000))
      })
      subject.queue.wake('a')
      await subject.pass(1_500)
      assert.equal(runs, 1)
      await subject.pass(4_000)
      assert.equal(runs, 2)
    },
  },
  {
    name: 'keys do not wait for each other',
    async run(subject) {
      const runs: string[] = []
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      subject.queue.start(async (key) => {
        if (key === 'slow') await held
        runs.push(key)
        if (key === 'quick') release()
      })
      subject.queue.wake('slow')
      subject.queue.wake('quick')
      await subject.pass(3_000)
      assert.deepEqual(runs, ['quick', 'slow'])
    },
  },
  {
    name: 'a workspace with a thousand keys does not keep another one waiting',
    async run(subject) {
      let ended = 0
      let endedBefore = Infinity
      for (let n = 0; n < 1_000; n += 1) subject.queue.wake(`busy/${n}`)
      await subject.pass(1_000)
      subject.queue.wake('quiet/1')
      await subject.pass(1_000)
      subject.queue.start(async (key) => {
        if (key === 'quiet/1') endedBefore = ended
        await new Promise((resolve) => setImmediate(resolve))
        ended += 1
      })
      await subject.pass(5_000)
      assert.ok(endedBefore < 500, `${endedBefore} keys of the busy workspace were over before it`)
    },
  },
  {
    name: 'a workspace whose keys do not end leaves room for another one',
    async run(subject) {
      const runs: string[] = []
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      const wakeOther = once(() => setImmediate(() => subject.queue.wake('quiet/1')))
      subject.queue.start(async (key) => {
        wakeOther()
        if (key.startsWith('stuck/')) await held
        runs.push(key)
        if (key === 'quiet/1') release()
      })
      for (let n = 0; n < 300; n += 1) subject.queue.wake(`stuck/${n}`)
      await subject.pass(4_000)
      release()
      assert.equal(runs[0], 'quiet/1')
    },
  },
  {
    name: 'a handler that throws does not end the queue',
    async run(subject) {
      const runs: string[] = []
      subject.queue.start(async (key) => {
        if (key === 'bad') throw new Error('no')
        runs.push(key)
      })
      subject.queue.wake('bad')
      await subject.pass(1_000)
      subject.queue.wake('good')
      await subject.pass(2_000)
      assert.deepEqual(runs, ['good'])
    },
  },
  {
    name: 'stop waits for what runs, and nothing begins after it',
    async run(subject) {
      const runs: string[] = []
      let begun = () => {}
      let release = () => {}
      const hasBegun = new Promise<void>((resolve) => (begun = resolve))
      const held = new Promise<void>((resolve) => (release = resolve))
      subject.queue.start(async (key) => {
        begun()
        await held
        runs.push(key)
      })
      subject.queue.wake('a')
      await hasBegun
      const stopped = subject.queue.stop().then(() => runs.push('stopped'))
      setImmediate(release)
      await stopped
      subject.queue.wake('late')
      await subject.pass(2_000)
      assert.deepEqual(runs, ['a', 'stopped'])
    },
  },
]

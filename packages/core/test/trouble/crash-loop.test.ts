import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { chatDouble } from '../support/chat-double.js'
import { customer, openDesk, ourNumber } from '../support/desk.js'

const second = 1_000
const minute = 60 * second
const never = () => new Promise<never>(() => undefined)
const slowDown = {
  type: 'refused',
  retryable: true,
  retryAfterMs: second,
  failure: { category: 'rate-limited' },
} as const

describe('a post that was interrupted by many crashes', () => {
  it('waits as long as the platform asks for, not for minutes on account of the crashes', async () => {
    const storage = memoryStorage()
    const beganAt = new Date('2030-01-07T10:00:00Z').getTime()

    // Each process stops for ever in the middle of its call: nobody moves its clock any more.
    const first = await openDesk({ storage, clock: fakeClock(new Date(beganAt)) })
    Object.assign(first.chat, { post: never })
    await first.smsEvents({ type: 'text', externalId: 'X', from: customer, to: ourNumber, text: 'Hi', media: [] })
    for (let crash = 1; crash < 10; crash += 1) {
      const next = openDesk({ storage, clock: fakeClock(new Date(beganAt + crash * 2 * minute)), ...interrupted() })
      await Promise.race([next, macrotasks()])
    }

    const chat = chatDouble()
    chat.script('post', { outcome: slowDown })
    const last = await openDesk({ storage, clock: fakeClock(new Date(beganAt + 20 * minute)), chat })
    await last.wait(30 * second)
    expect(chat.posts).toHaveLength(1)
  })
})

/** A platform that never answers. */
const interrupted = () => ({ chat: Object.assign(chatDouble(), { post: never, find: never }) })

async function macrotasks(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await new Promise((resolve) => setImmediate(resolve))
}

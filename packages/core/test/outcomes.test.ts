import type { Message, Storage, Transaction } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { describe, expect, it } from 'vitest'
import { carrierUnknown } from './support/carrier-double.js'
import { chatUnknown } from './support/chat-double.js'
import { customer, openDesk } from './support/desk.js'

const minute = 60_000

describe('a text of unknown outcome', () => {
  it('is never sent again by itself, and a person is asked', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(10 * minute)
    expect(desk.carrier.sendCalls).toHaveLength(1)
    expect(desk.views('unsure')).toHaveLength(1)
  })

  it('is settled by its own reference in a receipt, without asking', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true })
    await desk.reply('hello')
    const reference = desk.carrier.texts[0]?.reference
    await desk.receipt({ reference, status: 'delivered' })
    await desk.wait(10 * minute)
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
    expect(desk.views('unsure')).toHaveLength(0)
  })

  it.each(['before', 'after'])('is known to have left by a mere `queued`, %s the send has ended', async (when) => {
    const desk = await openDesk()
    await desk.text('Hi')
    const queued = (reference: string) =>
      ({ reference, externalId: 'X1', status: 'queued', rawStatus: 'queued' }) as const
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true })
    desk.carrier.beforeReturning = async ({ reference }) => {
      if (when === 'before') await desk.smsEvents({ type: 'receipt', ...queued(reference) })
    }
    await desk.reply('hello')
    if (when === 'after') await desk.receipt(queued(desk.carrier.texts[0]?.reference ?? ''))
    await desk.wait(10 * minute)
    expect(desk.views('unsure')).toHaveLength(0)
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
  })

  it('is settled by the provider’s list where it has one', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true })
    desk.carrier.findOutcome = { type: 'done', value: { externalId: 'X1', status: 'sent', rawStatus: 'sent' } }
    await desk.reply('hello')
    await desk.wait(2 * minute)
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['sent'])
    expect(desk.views('unsure')).toHaveLength(0)
  })

  it('is not taken for another text that reads the same', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    desk.carrier.script({ outcome: carrierUnknown })
    desk.carrier.findOutcome = { type: 'done', value: { externalId: 'X1', status: 'sent', rawStatus: 'sent' } }
    await desk.reply('hello')
    await desk.wait(2 * minute)
    expect(desk.views('unsure')).toHaveLength(1)
  })

  it('does not hold up the next reply', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('lost in the dark')
    await desk.reply('next')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['next'])
  })

  it('goes again once when a person clicks Resend, however often they click', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(5 * minute)
    const question = desk.views('unsure')[0]
    const view = question?.post.view
    if (view?.type !== 'unsure') throw new Error('Nobody was asked.')
    await desk.click('resend', view.messageId, question)
    await desk.click('resend', view.messageId, question)
    expect(desk.carrier.sendCalls.map(({ text }) => text)).toEqual(['hello', 'hello'])
    expect(desk.views('unsure')).toHaveLength(0)
  })

  it('stays as it is when a person clicks Leave', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(5 * minute)
    const question = desk.views('unsure')[0]
    const view = question?.post.view
    if (view?.type !== 'unsure') throw new Error('Nobody was asked.')
    await desk.click('leave', view.messageId, question)
    await desk.click('resend', view.messageId, question)
    expect(desk.carrier.sendCalls).toHaveLength(1)
    expect(desk.views('unsure')).toHaveLength(0)
  })

  it('takes the question back when news comes after all', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true })
    await desk.reply('hello')
    await desk.wait(5 * minute)
    expect(desk.views('unsure')).toHaveLength(1)
    await desk.receipt({ reference: desk.carrier.texts[0]?.reference, status: 'delivered' })
    expect(desk.views('unsure')).toHaveLength(0)
  })
})

describe('a refused text', () => {
  it('is tried again later when the refusal allows it, in order', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const outcome = {
      type: 'refused',
      retryable: true,
      retryAfterMs: 2_000,
      failure: { category: 'rate-limited' },
    } as const
    desk.carrier.script({ outcome }, { outcome })
    await desk.reply('first')
    await desk.reply('second')
    expect(desk.carrier.texts).toEqual([])
    await desk.wait(minute)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['first', 'second'])
  })

  it('fails visibly when it is refused for good', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: { type: 'refused', retryable: false, failure: { category: 'invalid-number' } } })
    await desk.reply('hello')
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['failed'])
    expect(desk.views('failure')).toHaveLength(1)
  })

  it('is given up visibly rather than sent absurdly late', async () => {
    const desk = await openDesk({ textDeadlineMs: 5 * minute })
    await desk.text('Hi')
    const outcome = { type: 'refused', retryable: true, failure: { category: 'provider-down' } } as const
    desk.carrier.script(...Array.from({ length: 50 }, () => ({ outcome })))
    await desk.reply('hello')
    await desk.wait(20 * minute)
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['failed'])
    expect(desk.carrier.texts).toEqual([])
  })
})

describe('a post of unknown outcome', () => {
  it('is found by reading back and not made again', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    await desk.wait(minute)
    expect(desk.views('root')).toHaveLength(1)
    await desk.reply('hello')
    expect(desk.carrier.texts).toHaveLength(1)
  })

  it('is made again only when it certainly is not there', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown })
    await desk.text('Hi')
    await desk.text('second')
    expect(desk.chat.posts).toHaveLength(0)
    await desk.wait(minute)
    expect(desk.chat.posts.map(({ post }) => post.view)).toMatchObject([
      { type: 'root', message: { text: 'Hi' } },
      { type: 'message', message: { text: 'second' } },
    ])
  })

  it('waits for an admin rather than drop a customer’s text', async () => {
    const desk = await openDesk()
    const outcome = {
      type: 'refused',
      retryable: true,
      retryAfterMs: 5 * minute,
      failure: { category: 'place-missing' },
    } as const
    desk.chat.script('post', { outcome }, { outcome })
    const refused: unknown[] = []
    desk.threadline.on('effect.refused', (event) => refused.push(event.category))
    await desk.text('Hi')
    await desk.wait(20 * minute)
    expect(desk.views('root')).toHaveLength(1)
    expect(refused).toEqual(['place-missing'])
  })

  it('keeps what was refused for good, for a person to see', async () => {
    const desk = await openDesk()
    desk.chat.script('post', {
      outcome: { type: 'refused', retryable: false, failure: { category: 'invalid-content' } },
    })
    await desk.text('Hi')
    const dead = await desk.storage.transaction('T1', (tx) => tx.outbox.dead(10))
    expect(dead.map((entry) => entry.effect.type)).toEqual(['post-message'])
  })

  it('does not hold up another conversation', async () => {
    const desk = await openDesk()
    const outcome = {
      type: 'refused',
      retryable: true,
      retryAfterMs: minute,
      failure: { category: 'rate-limited' },
    } as const
    desk.chat.script('post', { outcome })
    await desk.text('waits', customer)
    await desk.text('goes', '+14155550124')
    expect(desk.views('root').map(({ post }) => post.view)).toMatchObject([{ message: { text: 'goes' } }])
  })
})

describe('a storage that fails', () => {
  it('answers 5xx, keeps nothing, and takes the text when the sender comes again', async () => {
    const storage = failingStorage()
    const desk = await openDesk({ storage })
    const text = { type: 'text', externalId: 'a', from: customer, to: '+14155550100', text: 'Hi', media: [] } as const
    storage.fail('commit')
    expect((await desk.smsEvents(text)).status).toBe(500)
    expect((await desk.smsEvents(text)).status).toBe(200)
    await desk.settle()
    expect(desk.views('root')).toHaveLength(1)
  })

  it('sees a send whose record was lost as unknown, not as unsent', async () => {
    const storage = failingStorage()
    const desk = await openDesk({ storage })
    await desk.text('Hi')
    // It is tried twice, the second time without what comes behind it.
    desk.carrier.beforeReturning = async () => storage.fail('commit', 2)
    await desk.reply('hello')
    desk.carrier.beforeReturning = undefined
    await desk.wait(10 * minute)
    expect(desk.carrier.sendCalls).toHaveLength(1)
    expect(desk.views('unsure')).toHaveLength(1)
  })
})

/** The memory storage, whose next transaction that writes a message can be made to fail after its work was done. */
function failingStorage(): Storage & { fail(when: 'commit', times?: number): void } {
  const storage = memoryStorage()
  let failures = 0
  return {
    waitingLanes: storage.waitingLanes.bind(storage),
    fail: (_when, times = 1) => void (failures = times),
    transaction: <Result>(workspaceId: string, work: (tx: Transaction) => Promise<Result>) =>
      storage.transaction(workspaceId, async (tx) => {
        let hasWritten = false
        const save = async (message: Message) => {
          hasWritten = true
          await tx.messages.save(message)
        }
        const result = await work({ ...tx, messages: { ...tx.messages, save } })
        if (failures === 0 || !hasWritten) return result
        failures -= 1
        throw new Error('disk full')
      }),
  }
}

import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../src/memory/index.js'
import { customer, openDesk, type Desk } from './support/desk.js'

const day = 86_400_000

const messagesOf = (desk: Desk) =>
  desk.storage.transaction('T1', async (tx) => {
    const post = await tx.posts.find(desk.root().ref)
    return (await tx.messages.newest(post?.conversationId ?? '', 10)).toReversed()
  })

const pass = async (desk: Desk, ms: number) => {
  desk.clock.advance(ms)
  await desk.settle()
  await desk.wait(3_700_000)
}

describe('retention', () => {
  it('takes bodies out after their days, and the thread goes on: replies, marks and receipts', async () => {
    const desk = await openDesk({ retention: { textsDays: 30 } })
    await desk.text('My name is Jane')
    await desk.reply('Hello Jane')
    await desk.receipt({ status: 'sent' })
    await pass(desk, 29 * day)
    expect((await messagesOf(desk)).map(({ text }) => text)).toEqual(['My name is Jane', 'Hello Jane'])
    await pass(desk, 2 * day)
    expect((await messagesOf(desk)).map(({ text }) => text)).toEqual(['', ''])

    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.at(-1)).toMatchObject({ mark: 'delivered' })
    await desk.reply('Still there?')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Hello Jane', 'Still there?'])
    await desk.text('Yes')
    expect(desk.views('message').at(-1)?.post.target.thread).toEqual(desk.root().ref)
  })

  it('takes what somebody wrote who is blocked out as well, though it is shown nowhere', async () => {
    const desk = await openDesk({ retention: { textsDays: 30 } })
    await desk.text('Hi')
    await desk.threadline.contacts.block({ number: customer })
    await desk.text('Words that nobody wants to see')
    await pass(desk, 29 * day)
    expect((await messagesOf(desk)).at(-1)?.text).toBe('Words that nobody wants to see')
    await pass(desk, 2 * day)
    expect((await messagesOf(desk)).map(({ text }) => text)).toEqual(['', ''])
  })

  it('never takes the words of a text that still waits to be sent, or of unknown outcome', async () => {
    const desk = await openDesk({ retention: { textsDays: 1 }, textDeadlineMs: 30 * day })
    await desk.text('Hi')
    const failure = { category: 'provider-down' } as const
    desk.carrier.script({ outcome: { type: 'unknown', failure } })
    await desk.reply('perhaps gone')
    desk.carrier.script({ outcome: { type: 'refused', retryable: true, retryAfterMs: 5 * day, failure } })
    await desk.reply('later')
    await pass(desk, 2 * day)
    expect((await messagesOf(desk)).map(({ status, text }) => `${status}: ${text}`)).toEqual([
      'received: ',
      'unknown: perhaps gone',
      'queued: later',
    ])
    await pass(desk, 4 * day)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['later'])
  })

  it('keeps bodies for ever unless told otherwise, and forgets claims and stray receipts', async () => {
    const desk = await openDesk()
    await desk.text('Hi', customer, 'one')
    await desk.receipt({ status: 'delivered', externalId: 'stray' })
    await desk.text('Hi', customer, 'one')
    expect(await messagesOf(desk)).toHaveLength(1)
    await pass(desk, 31 * day)
    expect((await messagesOf(desk)).map(({ text }) => text)).toEqual(['Hi'])
    await desk.storage.transaction('T1', async (tx) => {
      expect(await tx.claims.claim('sms:carrier:one', 'x', desk.clock.now())).toBeUndefined()
      expect(await tx.receipts.take('carrier', 'stray')).toEqual([])
    })
  })

  it('works through many in small transactions', async () => {
    const inner = memoryStorage()
    const counts: number[] = []
    const storage: typeof inner = {
      ...inner,
      transaction: (workspaceId, work) =>
        inner.transaction(workspaceId, (tx) =>
          work({
            ...tx,
            claims: {
              ...tx.claims,
              async purge(before, limit) {
                const count = await tx.claims.purge(before, limit)
                counts.push(count)
                return count
              },
            },
          }),
        ),
    }
    await storage.transaction('T1', async (tx) => {
      for (let n = 0; n < 1_200; n += 1) await tx.claims.claim(`old:${n}`, 'x', new Date('2020-01-01'))
    })
    const desk = await openDesk({ storage })
    await desk.wait(90_000)
    expect(counts).toEqual([500, 500, 200])
  })
})

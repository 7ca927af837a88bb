import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { carrierDouble, carrierUnknown } from './support/carrier-double.js'
import { customer } from './support/desk.js'
import { first, openTwoCarriers, second } from './support/two-carriers.js'

const minute = 60_000

describe('a line with two numbers', () => {
  it('has one conversation for texts to either, and answers from the one that was texted last', async () => {
    const { alpha, beta, desk, textTo } = await openTwoCarriers()
    await textTo(first, 'Hi')
    await desk.reply('one')
    await textTo(second, 'Hi again')
    await desk.reply('two')
    expect(desk.views('root')).toHaveLength(1)
    expect([alpha, beta].map(({ texts }) => texts.map(({ from, text }) => [from, text]))).toEqual([
      [[first.address, 'one']],
      [[second.address, 'two']],
    ])
  })

  it('never writes from a number that only receives, and says so once', async () => {
    const { alpha, beta, desk, notices, textTo } = await openTwoCarriers({
      senders: [{ ...first, receivesOnly: true }, second],
    })
    await textTo(first, 'Hi')
    await desk.reply('one')
    await textTo(first, 'Hi again')
    await desk.reply('two')
    await desk.threadline.send({ to: '+14155550188', text: 'Hello' })
    await desk.settle()
    expect(alpha.sendCalls).toEqual([])
    expect(beta.texts.map(({ from, text }) => [from, text])).toEqual([
      [second.address, 'one'],
      [second.address, 'two'],
      [second.address, 'Hello'],
    ])
    expect(notices()).toEqual([
      'Texts leave from +1 415 555 0111: the number that this contact wrote to, +1 415 555 0100, only takes texts in.',
    ])
  })

  it('writes first from its first number', async () => {
    const { beta, desk } = await openTwoCarriers({ senders: [second, first] })
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    expect(beta.texts.map(({ from }) => from)).toEqual([second.address])
  })
})

describe('a line whose provider is swapped', () => {
  const restarted = async (before: Awaited<ReturnType<typeof openTwoCarriers>>, senders: readonly [typeof first]) => {
    const { alpha, beta, desk } = before
    await desk.threadline.stop()
    return openTwoCarriers({
      senders,
      storage: desk.storage,
      clock: desk.clock,
      alpha,
      beta,
      chat: desk.chat,
    })
  }

  it('keeps the thread, and says once that the number has changed', async () => {
    const before = await openTwoCarriers({ senders: [first] })
    await before.textTo(first, 'Hi')
    const after = await restarted(before, [second])
    const root = before.desk.root()
    for (const text of ['one', 'two']) {
      await after.desk.reply(text, {
        thread: root.ref,
        post: { channelId: 'C1', messageId: `human-${text}` },
        identities: [text],
      })
    }
    await after.textTo(second, 'Who is this?', { externalId: 'later' })
    expect(after.beta.texts.map(({ from, text }) => [from, text])).toEqual([
      [second.address, 'one'],
      [second.address, 'two'],
    ])
    const posts = before.desk.chat.posts.map(({ post }) => post)
    expect(posts.filter(({ view }) => view.type === 'root')).toHaveLength(1)
    expect(posts.filter(({ view }) => view.type === 'notice').map(({ view }) => view)).toMatchObject([
      { text: 'Our number has changed: texts leave from +1 415 555 0111 now. This contact knows +1 415 555 0100.' },
    ])
  })

  it('says nothing when the number moved along', async () => {
    const before = await openTwoCarriers({ senders: [first] })
    await before.textTo(first, 'Hi')
    const after = await restarted(before, [{ provider: 'beta', address: first.address }])
    await after.desk.reply('one', { thread: before.desk.root().ref })
    expect(after.beta.texts).toHaveLength(1)
    expect(before.desk.chat.posts.filter(({ post }) => post.view.type === 'notice')).toEqual([])
  })

  it('settles a text of unknown outcome with the provider that had it', async () => {
    const alpha = carrierDouble()
    alpha.findOutcome = { type: 'done', value: { externalId: 'A1', status: 'sent', rawStatus: 'sent' } }
    const before = await openTwoCarriers({ senders: [first], alpha })
    await before.textTo(first, 'Hi')
    alpha.script({ outcome: carrierUnknown, wasAccepted: true })
    await before.desk.reply('hello')
    const after = await restarted(before, [second])
    await after.desk.wait(5 * minute)
    expect(before.desk.chat.marks.map(({ mark }) => mark)).toEqual(['sent'])
    expect(after.beta.sendCalls).toEqual([])
  })

  it('asks a person about a text of unknown outcome when that provider is gone', async () => {
    const storage = memoryStorage()
    const clock = fakeClock()
    const before = await openTwoCarriers({ senders: [first], storage, clock })
    await before.textTo(first, 'Hi')
    before.alpha.script({ outcome: carrierUnknown, wasAccepted: true })
    await before.desk.reply('hello')
    await before.desk.threadline.stop()
    const beta = carrierDouble()
    const more = { providers: { beta } }
    const after = await openTwoCarriers({ senders: [second], storage, clock, chat: before.desk.chat, more })
    await after.desk.wait(5 * minute)
    expect(before.desk.chat.posts.filter(({ post }) => post.view.type === 'unsure')).toHaveLength(1)
    expect(beta.sendCalls).toEqual([])
  })

  it('takes no word of a provider for a text that another one has', async () => {
    const { alpha, desk, events, textTo } = await openTwoCarriers()
    await textTo(first, 'Hi')
    await desk.reply('hello')
    const reference = alpha.texts[0]?.reference
    await events('beta', { type: 'receipt', externalId: 'B1', reference, status: 'failed', rawStatus: 'failed' })
    await desk.settle()
    expect(desk.chat.marks).toEqual([])
  })
})

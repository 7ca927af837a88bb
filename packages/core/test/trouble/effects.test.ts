import { createThreadline, type Storage } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { carrierDouble, carrierUnknown } from '../support/carrier-double.js'
import { chatDouble, chatUnknown } from '../support/chat-double.js'
import { customer, memberMessage, openDesk, ourNumber } from '../support/desk.js'

const minute = 60_000
const hour = 60 * minute
const scope = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 5 * minute,
  failure: { category: 'missing-scope' },
} as const

describe('a mark that cannot be set', () => {
  it('does not keep a customer’s texts from appearing', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    desk.chat.script('mark', ...Array.from({ length: 100 }, () => ({ outcome: scope })))
    await desk.receipt({ status: 'sent' })
    await desk.text('Are you still there?')
    await desk.wait(hour)
    expect(desk.views('message').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'Are you still there?' } },
    ])
  })

  it('is not tried again before the platform wants it, although news comes', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    const outcome = {
      type: 'refused',
      retryable: true,
      retryAfterMs: minute,
      failure: { category: 'rate-limited' },
    } as const
    desk.chat.script('mark', { outcome })
    await desk.receipt({ status: 'sent' })
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.calls.filter(({ method }) => method === 'mark')).toHaveLength(1)
  })
})

describe('a call that never ends', () => {
  it('is an unknown outcome after a while: a person is asked and the next reply goes', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const send = desk.carrier.send.bind(desk.carrier)
    let isFirst = true
    desk.carrier.send = async (text) => {
      if (!isFirst) return send(text)
      isFirst = false
      return new Promise(() => undefined)
    }
    const thread = desk.root().ref
    await desk.chatEvents(memberMessage('1', { text: 'into the void', thread }))
    await desk.chatEvents(memberMessage('2', { text: 'next', thread }))
    for (let round = 0; round < 60; round += 1) {
      desk.clock.advance(30_000)
      await desk.quiet()
    }
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['next'])
    expect(desk.views('unsure')).toHaveLength(1)
  })
})

describe('a process that comes back after its lease', () => {
  it('does not send what another process has sent meanwhile', async () => {
    const storage = memoryStorage()
    const clock = fakeClock()
    const desk = await openDesk({ storage, clock })
    await desk.text('Hi')

    // The machine sleeps while the author is looked up, and its clock with it.
    let wakeUp: () => void = () => undefined
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve))
    const member = desk.chat.directory.member.bind(desk.chat.directory)
    Object.assign(desk.chat.directory, {
      async member(workspaceId: string, id: string) {
        await asleep
        return member(workspaceId, id)
      },
    })
    await desk.chatEvents(memberMessage('1', { text: 'hello', thread: desk.root().ref }))
    await macrotask()

    const awake = fakeClock()
    const second = await secondProcess(storage, awake)
    for (let round = 0; round < 20; round += 1) {
      awake.advance(30_000)
      await second.queue.idle()
    }
    wakeUp()
    await desk.settle()
    const sent = [...second.carrier.texts, ...desk.carrier.texts].map(({ text }) => text)
    expect(sent).toEqual(['hello'])
  })
})

async function secondProcess(storage: ReturnType<typeof memoryStorage>, clock: ReturnType<typeof fakeClock>) {
  const queue = memoryQueue({ clock })
  const chat = chatDouble()
  const carrier = carrierDouble()
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  const threadline = createThreadline({
    workspaceId: 'T1',
    publicUrl: 'https://desk.example',
    chat,
    providers: { carrier },
    lines: [{ senders: [{ provider: 'carrier', address: ourNumber }] }],
    storage,
    queue,
    clock,
    random: () => 0,
    logger,
  })
  await threadline.start()
  return { queue, carrier }
}

describe('a process that dies in a send, and one that is slow to take over', () => {
  it('ask a person: the text is not sent a second time', async () => {
    const clock = fakeClock()
    const inner = memoryStorage()
    let afterCommit: () => void = () => undefined
    let isFailing = false
    const storage: Storage = {
      waitingLanes: inner.waitingLanes.bind(inner),
      async transaction(workspaceId, work) {
        if (isFailing) throw new Error('the process is gone')
        const result = await inner.transaction(workspaceId, work)
        afterCommit()
        return result
      },
    }
    const desk = await openDesk({ clock, storage })
    await desk.text('Hi')
    desk.carrier.beforeReturning = async () => void (isFailing = true)
    await desk.reply('hello')
    desk.carrier.beforeReturning = undefined
    isFailing = false
    // Whoever takes over sleeps through its own lease as well, once.
    let isAsleep = false
    afterCommit = () => {
      if (isAsleep || clock.now() < new Date('2030-01-07T10:01:00Z')) return
      isAsleep = true
      clock.advance(61_000)
    }
    await desk.wait(10 * minute)
    expect(isAsleep).toBe(true)
    expect(desk.carrier.sendCalls).toHaveLength(1)
    expect(desk.views('unsure')).toHaveLength(1)
  })
})

describe('a reply in a thread of which nobody knows whose it is', () => {
  const lost = (id: string, channelId: string) =>
    memberMessage(id, { thread: { channelId, messageId: 'from-before' }, post: { channelId, messageId: id } })

  it('waits for its root in the channel of a line, and is dropped without a word when none comes', async () => {
    const desk = await openDesk()
    await desk.chatEvents(lost('1', 'C1'))
    await desk.wait(10 * minute)
    expect(desk.chat.whispers).toEqual([])
    expect(await desk.threadline.status()).toEqual({ dueLanes: 0, lagMs: 0, deadEffects: 0 })
  })

  it('is texted when its root is recorded after all', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    await desk.chatEvents(memberMessage('1', { text: 'hello', thread: desk.root().ref }))
    await desk.wait(minute)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['hello'])
  })
})

describe('a look-up that throws', () => {
  it('ends in asking a person all the same', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.find = async () => {
      throw new Error('a bug in a provider')
    }
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(2 * hour)
    expect(desk.views('unsure')).toHaveLength(1)
  })
})

describe('a text that waited through an outage of ours', () => {
  it('is given up visibly rather than sent absurdly late', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.threadline.stop()
    await desk.chatEvents(memberMessage('1', { text: 'your driver is outside', thread: desk.root().ref }))
    desk.clock.advance(48 * hour)
    await desk.threadline.start()
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['failed'])
  })
})

describe('a line that is renamed while work waits', () => {
  it('loses neither the customer’s text nor the reply: both wait, and somebody is told', async () => {
    const storage = memoryStorage()
    const before = await openDesk({ storage })
    await before.text('Hi')
    await before.threadline.stop()
    await before.smsEvents({ type: 'text', externalId: 'b', from: customer, to: ourNumber, text: 'urgent', media: [] })
    await before.chatEvents(memberMessage('1', { text: 'coming', thread: before.root().ref }))

    const senders = [{ provider: 'carrier', address: ourNumber }] as const
    const renamed = await openDesk({ storage, lines: [{ id: 'support', senders }] })
    await renamed.wait(10 * minute)
    await renamed.threadline.stop()

    const mended = await openDesk({ storage })
    await mended.wait(15 * minute)
    expect(mended.carrier.texts.map(({ text }) => text)).toEqual(['coming'])
    const shown = [...renamed.chat.posts, ...mended.chat.posts].map(({ post }) => post.view)
    expect(shown).toMatchObject([{ message: { text: 'urgent' } }, { type: 'alert' }])
  })
})

describe('a read-back that is refused for another reason than absence', () => {
  it('is not taken for absence: nothing is posted twice', async () => {
    const desk = await openDesk()
    const refused = { type: 'refused', retryable: false, failure: { category: 'missing-scope' } } as const
    desk.chat.find = async () => refused
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    await desk.wait(10 * minute)
    expect(desk.views('root')).toHaveLength(1)
  })
})

describe('a customer’s text that chat refuses for good', () => {
  it('leaves a sign in the conversation, so that somebody looks', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const failure = { category: 'invalid-content' } as const
    desk.chat.script('post', { outcome: { type: 'refused', retryable: false, failure } })
    await desk.text('with something strange in it')
    await desk.wait(minute)
    expect(desk.chat.posts.filter(({ post }) => post.target.thread !== undefined)).toHaveLength(1)
  })
})

describe('a dead effect', () => {
  it('is listed, and shown after all when a person has it tried again', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const failure = { category: 'invalid-content', code: 'invalid_blocks' } as const
    desk.chat.script('post', { outcome: { type: 'refused', retryable: false, failure } })
    await desk.text('with something strange in it')
    const [dead] = await desk.threadline.deadEffects()
    expect(dead).toMatchObject({ effect: 'post-message', reason: 'invalid-content invalid_blocks', attempts: 1 })
    expect(await desk.threadline.status()).toEqual({ dueLanes: 0, lagMs: 0, deadEffects: 1 })

    expect(await desk.threadline.retryDeadEffect(dead?.id ?? '')).toBe(true)
    await desk.settle()
    expect(desk.views('message').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'with something strange in it' } },
    ])
    expect(await desk.threadline.deadEffects()).toEqual([])
    expect(await desk.threadline.retryDeadEffect(dead?.id ?? '')).toBe(false)
  })
})

describe('what an admin has to mend', () => {
  it('is told although the first refusal was only a rate limit', async () => {
    const desk = await openDesk()
    const limited = { type: 'refused', retryable: true, failure: { category: 'rate-limited' } } as const
    const auth = { type: 'refused', retryable: true, failure: { category: 'auth' } } as const
    desk.chat.script('post', { outcome: limited }, ...Array.from({ length: 50 }, () => ({ outcome: auth })))
    const refused: string[] = []
    desk.threadline.on('effect.refused', ({ category }) => refused.push(category))
    await desk.text('Hi')
    await desk.wait(hour)
    expect(refused).toEqual(['auth'])
  })

  it('is told when a post can never be read back, and the conversation stands still for it', async () => {
    const desk = await openDesk()
    desk.chat.find = async () => chatUnknown
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    const told: string[] = []
    desk.threadline.on('effect.refused', ({ category }) => told.push(category))
    await desk.text('Hi')
    await desk.text('second')
    await desk.wait(24 * hour)
    expect(told).toHaveLength(1)
  })
})

describe('stop()', () => {
  it('ends the delivery under way and begins no more', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    desk.carrier.beforeReturning = () => held
    const thread = desk.root().ref
    for (const text of ['a', 'b', 'c']) await desk.chatEvents(memberMessage(text, { text, thread }))
    await macrotask()
    const stopping = desk.threadline.stop()
    letGo()
    await stopping
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['a'])
  })
})

describe('a reply in a thread of ours that storage does not know', () => {
  it('ends in telling its author that nothing was sent, not in 5xx for ever', async () => {
    const desk = await openDesk()
    const lost = memberMessage('1', { thread: { channelId: 'C1', messageId: 'from-before' }, isThreadOurs: true })
    for (const ms of [0, 1_000, minute, 60 * minute]) {
      desk.clock.advance(ms)
      await desk.chatEvents(lost)
      await desk.settle()
    }
    expect(desk.chat.whispers.map(({ view }) => view)).toMatchObject([
      { text: expect.stringMatching(/^Not sent/) as string },
    ])
  })
})

function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

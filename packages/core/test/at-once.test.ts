import type { Storage, Transaction } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { chatDouble } from './support/chat-double.js'
import { customer, openDesk, ourNumber } from './support/desk.js'

const inbound = (externalId: string) =>
  ({ type: 'text', externalId, from: customer, to: ourNumber, text: externalId, media: [] }) as const

describe('what is added to an empty lane', () => {
  it('is begun in the transaction that adds it, and wakes nobody', async () => {
    const noted = noting()
    const desk = await openDesk(noted.options)
    await desk.text('first')
    noted.take()
    await desk.text('second')
    // One that takes the text and begins its post, and one that records the post.
    expect(noted.take()).toEqual({ transactions: 2, woken: [`notify`] })
    expect(desk.views('message')).toHaveLength(1)
  })

  it('behind something that is under way wakes nobody either, and follows it', async () => {
    const noted = noting()
    const chat = holdingChat()
    const desk = await openDesk({ ...noted.options, chat })
    await desk.text('first')
    const release = chat.hold()
    await desk.smsEvents(inbound('second'))
    await desk.quiet()
    noted.take()
    await desk.smsEvents(inbound('third'))
    expect(noted.take().woken).toEqual(['notify'])
    release()
    await desk.settle()
    const said = desk.views('message').map(({ post }) => post.view.type === 'message' && post.view.message.text)
    expect(said).toEqual(['second', 'third'])
  })

  it('waits for its turn where there is no permit, and is taken in all the same', async () => {
    const chat = { ...chatDouble(), limits: { post: { permits: 1, perMs: 1_000, burst: 1 } } }
    const desk = await openDesk({ chat })
    await desk.text('begins the thread')
    for (const word of ['first', 'second', 'third']) {
      expect((await desk.smsEvents(inbound(word))).status).toBe(200)
      await desk.settle()
    }
    expect(desk.views('message')).toHaveLength(1)
    await desk.wait(3_000)
    expect(desk.views('message')).toHaveLength(3)
  })

  it('is taken in although its next step cannot be prepared', async () => {
    const storage = memoryStorage()
    let isBroken = false
    const breaking: Storage = {
      ...storage,
      transaction: (workspaceId, work) =>
        storage.transaction(workspaceId, (tx) => work(isBroken ? withoutPermits(tx) : tx)),
    }
    const chat = { ...chatDouble(), limits: { post: { permits: 1, perMs: 1_000, burst: 100 } } }
    const desk = await openDesk({ storage: breaking, chat })
    isBroken = true
    expect((await desk.smsEvents(inbound('first'))).status).toBe(200)
    await desk.settle()
    expect(desk.chat.posts).toEqual([])
    isBroken = false
    await desk.wait(60_000)
    expect(desk.views('root')).toHaveLength(1)
  })

  it('is left to whoever is woken by a queue of another kind', async () => {
    const clock = fakeClock()
    const { runHere: _none, ...queue } = memoryQueue({ clock })
    const desk = await openDesk({ clock, queue })
    await desk.smsEvents(inbound('first'))
    await queue.idle()
    expect(desk.views('root')).toHaveLength(1)
  })

  it('is not begun when it is a text that leaves: of that nobody knows any more once it is begun', async () => {
    const desk = await openDesk()
    const stopped = await openDesk({ storage: desk.storage })
    await stopped.threadline.stop()
    await stopped.threadline.send({ to: customer, text: 'Hello' })
    const lanes = await desk.storage.waitingLanes('T1', desk.clock.now(), 10)
    const heads = await desk.storage.transaction('T1', ({ outbox }) =>
      Promise.all(lanes.map(({ lane }) => outbox.head(lane))),
    )
    expect(heads.map((head) => [head?.effect.type, head?.state])).toContainEqual(['send-text', 'pending'])
  })

  it('is carried out before the desk has stopped, and what stands behind it is handed on', async () => {
    const chat = holdingChat()
    const desk = await openDesk({ chat })
    await desk.text('first')
    const release = chat.hold()
    await desk.smsEvents(inbound('second'), inbound('third'))
    const stopping = desk.threadline.stop()
    release()
    await stopping
    expect(desk.views('message')).toHaveLength(1)
    const left = await desk.storage.waitingLanes('T1', desk.clock.now(), 10)
    expect(left.map(({ lane }) => lane.split(':')[0])).toEqual(['chat'])
    await desk.threadline.start()
    await desk.settle()
    expect(desk.views('message')).toHaveLength(2)
  })

  it('does not keep a desk from stopping, however long another call takes', async () => {
    const chat = holdingChat()
    const desk = await openDesk({ chat })
    await desk.text('first')
    const release = chat.hold()
    await desk.smsEvents(inbound('slow'), inbound('behind'), { ...inbound('other'), from: '+14155550124' })
    await desk.quiet()
    const stopping = desk.threadline.stop()
    const turns = new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
    await turns
    release()
    await stopping
    expect(desk.chat.posts.map(({ post }) => post.view.type)).toEqual(['root', 'message', 'root'])
  })
})

/** A chat whose posts can be held up. */
function holdingChat() {
  const chat = chatDouble()
  let held = Promise.resolve()
  return {
    ...chat,
    post: async (...given: Parameters<typeof chat.post>) => {
      const outcome = await chat.post(...given)
      await held
      return outcome
    },
    hold() {
      let release = (): void => undefined
      held = new Promise((resolve) => (release = resolve))
      return () => {
        held = Promise.resolve()
        release()
      }
    },
  }
}

/** Counts transactions, and notes what the queue is woken for: the kind of the head of each lane. */
function noting() {
  const clock = fakeClock()
  const queue = memoryQueue({ clock })
  const storage = memoryStorage()
  let transactions = 0
  let woken: string[] = []
  const counted: Storage = {
    ...storage,
    transaction(workspaceId, work) {
      transactions += 1
      return storage.transaction(workspaceId, work)
    },
  }
  const kindOf = (key: string) => (key.includes('/timer:') ? 'notify' : key)
  return {
    options: {
      clock,
      storage: counted,
      queue: {
        ...queue,
        wake(key: string, at?: Date) {
          woken.push(kindOf(key))
          queue.wake(key, at)
        },
      },
    },
    take() {
      const taken = { transactions, woken }
      transactions = 0
      woken = []
      return taken
    },
  }
}

const withoutPermits = (tx: Transaction): Transaction => ({
  ...tx,
  limits: {
    ...tx.limits,
    mustTake: async () => {
      throw new RangeError('broken')
    },
  },
})

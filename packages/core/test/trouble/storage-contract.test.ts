import type { Storage, Transaction } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { customer, memberMessage, openDesk, type Desk } from '../support/desk.js'

type Row = 'contact' | 'conversation' | 'message' | 'outbox'

describe('transactions', () => {
  it('lock contact, conversation and message in one order, so that no two of them wait for each other', async () => {
    const { storage, orders } = recordingStorage()
    await playOut(await openDesk({ storage }))
    const rows = orders.map((order) => order.filter((row) => row !== 'outbox'))
    expect(contradictionsOf(rows)).toEqual([])
  })

  it('lock entries of the outbox always before or always after the rows they are about', async () => {
    const { storage, orders } = recordingStorage()
    await playOut(await openDesk({ storage }))
    expect(contradictionsOf(orders).filter((pair) => pair.startsWith('outbox'))).toEqual([])
  })

  it('that a storage has to run again (a deadlock, a serialization failure) tell the host once', async () => {
    const storage = rerunningStorage()
    const desk = await openDesk({ storage })
    const heard: string[] = []
    desk.threadline.on('message.received', () => heard.push('message.received'))
    desk.threadline.on('conversation.created', () => heard.push('conversation.created'))
    storage.rerunNext()
    await desk.text('Hi')
    expect(heard).toEqual(['conversation.created', 'message.received'])
  })

  it('leave nothing behind for chatter that concerns no contact', async () => {
    const { storage, claims } = recordingStorage()
    const desk = await openDesk({ storage })
    const words = (id: string, overrides = {}) =>
      desk.chatEvents(memberMessage(id, { text: 'lunch?', identities: [`a:${id}`, `b:${id}`], ...overrides }))
    await words('1')
    await words('2', { post: { channelId: 'C9', messageId: 'elsewhere' } })
    await words('3', { author: { type: 'app' } })
    await words('4', { thread: { channelId: 'C9', messageId: 'their-own-thread' } })
    expect(claims).toEqual([])
  })
})

/** What happens at every desk every day. */
async function playOut(desk: Desk): Promise<void> {
  await desk.text('Hi')
  await desk.wait(180_000)
  await desk.text('Anybody there?')
  await desk.reply('hello')
  await desk.receipt({ status: 'sent' })
  await desk.receipt({ status: 'delivered' })
  await desk.text('Thanks')
  await desk.wait(200_000)
}

describe('a form whose recipient opts out while it is submitted', () => {
  it('tells the person instead of closing as if it had been sent', async () => {
    const storage = memoryStorage()
    let isBehind = false
    const desk = await openDesk({
      storage: {
        waitingLanes: storage.waitingLanes.bind(storage),
        // The contact's row is committed between the look-up and the insert, as READ COMMITTED allows.
        transaction: (workspaceId, work) =>
          storage.transaction(workspaceId, (tx) => {
            const findByAddress = isBehind ? async () => undefined : tx.contacts.findByAddress
            return work({ ...tx, contacts: { ...tx.contacts, findByAddress } })
          }),
      },
    })
    await desk.text('STOP')
    isBehind = true
    const response = await desk.chatEvents({
      type: 'form',
      workspaceId: 'T1',
      identities: ['view:1'],
      form: 'send-text',
      subject: '',
      values: { to: customer, text: 'hello' },
      author: { type: 'member', id: 'U1' },
    })
    expect(await response.json()).toMatchObject({ type: 'form-errors' })
  })
})

describe('a queue that cannot be woken', () => {
  it('does not make send() fail after the text is stored: the caller would send it again', async () => {
    const clock = fakeClock()
    const inner = memoryQueue({ clock })
    let isDown = false
    const queue = {
      ...inner,
      wake(key: string, at?: Date) {
        if (isDown) throw new Error('connection refused')
        inner.wake(key, at)
      },
    }
    const desk = await openDesk({ clock, queue })
    isDown = true
    const result = await desk.threadline.send({ to: customer, text: 'Hello' }).catch((error: unknown) => error)
    expect(result).toMatchObject({ messageId: expect.any(String) as string })
  })
})

describe('a receipt without our reference', () => {
  it('is applied although it was parked while the send was being recorded (READ COMMITTED)', async () => {
    const storage = readCommittedReceipts()
    const desk = await openDesk({ storage })
    await desk.text('Hi')
    let answered: Promise<Response> | undefined
    desk.carrier.beforeReturning = async (_text, externalId) => {
      answered = desk.smsEvents({ type: 'receipt', externalId, status: 'delivered', rawStatus: 'delivered' })
      await storage.parked
    }
    await desk.reply('hello')
    await answered
    await desk.settle()
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
  })
})

/**
 * What PostgreSQL shows at READ COMMITTED when the receipt's transaction looks for the text before the send is
 * committed, and commits after the send has looked for receipts: neither sees the other.
 */
function readCommittedReceipts(): Storage & { readonly parked: Promise<void> } {
  const storage = memoryStorage()
  let tellParked: () => void = () => undefined
  let tellTaken: () => void = () => undefined
  const parked = new Promise<void>((resolve) => (tellParked = resolve))
  const taken = new Promise<void>((resolve) => (tellTaken = resolve))
  let isTaken = false
  return {
    parked,
    waitingLanes: storage.waitingLanes.bind(storage),
    async transaction(workspaceId, work) {
      let hasParked = false
      const result = await storage.transaction(workspaceId, (tx) =>
        work({
          ...tx,
          receipts: {
            ...tx.receipts,
            async park(provider, receipt, at) {
              hasParked = true
              await tx.receipts.park(provider, receipt, at)
            },
            async take(provider, externalId) {
              if (isTaken) return tx.receipts.take(provider, externalId)
              isTaken = true
              return []
            },
          },
        }),
      )
      if (hasParked) {
        tellParked()
        await taken
      }
      if (isTaken) tellTaken()
      return result
    },
  }
}

function rerunningStorage(): Storage & { rerunNext(): void } {
  const storage = memoryStorage()
  let isDue = false
  const rolledBack = new Error('deadlock detected')
  return {
    waitingLanes: storage.waitingLanes.bind(storage),
    rerunNext: () => (isDue = true),
    async transaction(workspaceId, work) {
      if (isDue) {
        isDue = false
        const failed = storage.transaction(workspaceId, async (tx) => {
          await work(tx)
          throw rolledBack
        })
        await failed.catch((error: unknown) => {
          if (error !== rolledBack) throw error
        })
      }
      return storage.transaction(workspaceId, work)
    },
  }
}

/** Notes in which order each transaction first locks rows that exist, by kind, by the reads that say that they lock. */
function recordingStorage() {
  const storage = memoryStorage()
  const orders: (readonly Row[])[] = []
  const claims: string[] = []
  const recording: Storage = {
    waitingLanes: storage.waitingLanes.bind(storage),
    transaction: (workspaceId, work) =>
      storage.transaction(workspaceId, async (tx) => {
        const order: Row[] = []
        const result = await work(observe(tx, (row) => void (order.includes(row) || order.push(row)), claims))
        orders.push(order)
        return result
      }),
  }
  return { storage: recording, orders, claims }
}

function observe(tx: Transaction, lock: (row: Row) => void, claims: string[]): Transaction {
  const ifFound = async <Found>(row: Row, found: Promise<Found>) => {
    const value = await found
    if (value !== undefined) lock(row)
    return value
  }
  return {
    ...tx,
    // A storage that locks rows locks what is said to be read next.
    ahead: () => (['message', 'conversation', 'contact'] as const).forEach(lock),
    claims: {
      ...tx.claims,
      async claim(key, subject, at) {
        claims.push(key)
        return tx.claims.claim(key, subject, at)
      },
    },
    contacts: {
      ...tx.contacts,
      find: (id) => ifFound('contact', tx.contacts.find(id)),
    },
    conversations: {
      ...tx.conversations,
      find: (id) => ifFound('conversation', tx.conversations.find(id)),
      findOrCreate: (candidate) => ifFound('conversation', tx.conversations.findOrCreate(candidate)),
    },
    messages: {
      ...tx.messages,
      find: (id) => ifFound('message', tx.messages.find(id)),
    },
    outbox: {
      ...tx.outbox,
      replace: async (before, after) => {
        lock('outbox')
        return tx.outbox.replace(before, after)
      },
      mustReplace: async (before, after) => {
        lock('outbox')
        await tx.outbox.mustReplace(before, after)
      },
      // A keyed add or cancel locks the pending twin where there is one.
      add: async (entry) => {
        if (entry.key !== undefined) lock('outbox')
        await tx.outbox.add(entry)
      },
      cancel: async (lane, key) => {
        lock('outbox')
        await tx.outbox.cancel(lane, key)
      },
    },
  }
}

function contradictionsOf(orders: readonly (readonly Row[])[]): readonly string[] {
  const pairs = new Set(
    orders.flatMap((order) =>
      order.flatMap((row, index) => order.slice(index + 1).map((later) => `${row} < ${later}`)),
    ),
  )
  return [...pairs].filter((pair) => {
    const [first, second] = pair.split(' < ')
    return pairs.has(`${second} < ${first}`)
  })
}

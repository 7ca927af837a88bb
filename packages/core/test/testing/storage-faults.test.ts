import { expect, it } from 'vitest'
import type { OutboxEntry, Storage, Transaction } from '../../src/index.js'
import { memoryStorage } from '../../src/memory/index.js'
import { storageCases } from '../../src/testing/storage-suite.js'

/** A storage that is wrong in one thing, made anew for every case. */
type Fault = () => Storage

/** The parts of a transaction that a fault replaces. */
type Breakage = { readonly [Part in keyof Transaction]?: Partial<Transaction[Part]> }

/** Changes parts of every transaction of a storage that is right otherwise. */
function broken(change: (tx: Transaction, workspaceId: string) => Breakage): Storage {
  const storage = memoryStorage()
  return {
    transaction: (workspaceId, work) =>
      storage.transaction(workspaceId, (tx) => work(withBreakage(tx, change(tx, workspaceId)))),
    waitingLanes: storage.waitingLanes,
  }
}

function withBreakage(tx: Transaction, changes: Breakage): Transaction {
  const parts = Object.entries(tx) as [keyof Transaction, object][]
  return Object.fromEntries(
    parts.map(([name, part]) => [name, { ...part, ...changes[name] }]),
  ) as unknown as Transaction
}

const isTwinOf = (entry: OutboxEntry) => (other: OutboxEntry | undefined) =>
  other?.key !== undefined && other.key === entry.key && other.state === 'pending'

/** Lets other transactions run in between, as a database does with one that holds no lock. */
const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve))

const faults: Readonly<Record<string, Fault>> = {
  'claims are forgotten': () => broken(() => ({ claims: { claim: async () => undefined } })),

  'a claim is told its own subject': () =>
    broken(({ claims }) => ({
      claims: {
        claim: async (key, subject) => ((await claims.claim(key, subject)) === undefined ? undefined : subject),
      },
    })),

  'every claim has been made before': () =>
    broken(({ claims }) => ({
      claims: { claim: async (key, subject) => (await claims.claim(key, subject)) ?? subject },
    })),

  'what throws is kept': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      async transaction(workspaceId, work) {
        const end = await storage.transaction(workspaceId, async (tx) => {
          try {
            return { type: 'done', value: await work(tx) } as const
          } catch (error) {
            return { type: 'thrown', error } as const
          }
        })
        if (end.type === 'thrown') throw end.error
        return end.value
      },
    }
  },

  'an error is swallowed': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      transaction: <Result>(workspaceId: string, work: (tx: Transaction) => Promise<Result>) =>
        storage.transaction(workspaceId, work).catch(() => undefined as Result),
    }
  },

  'workspaces share their rows': () => {
    const storage = memoryStorage()
    return { ...storage, transaction: (_, work) => storage.transaction('all', work) }
  },

  'claims are shared by workspaces': () => {
    const claims = new Map<string, string>()
    return broken(() => ({
      claims: {
        async claim(key, subject) {
          const earlier = claims.get(key)
          if (earlier === undefined) claims.set(key, subject)
          return earlier
        },
      },
    }))
  },

  'transactions are not isolated: what is read may be old by the time it is written': () => {
    const storage = memoryStorage()
    const one = <Result>(workspaceId: string, use: (tx: Transaction) => Promise<Result>) =>
      storage.transaction(workspaceId, use)
    return {
      ...storage,
      transaction: (workspaceId, work) =>
        storage
          .transaction(workspaceId, async (tx) => tx)
          .then(async (tx) =>
            work({
              ...tx,
              contacts: {
                ...tx.contacts,
                async find(id) {
                  const found = await one(workspaceId, ({ contacts }) => contacts.find(id))
                  await letOthersRun()
                  return found
                },
              },
            }),
          ),
    }
  },

  'a contact is made at every attempt': () =>
    broken(({ contacts }) => ({
      contacts: {
        async findOrCreate(candidate) {
          await contacts.save(candidate)
          return candidate
        },
      },
    })),

  'a conversation is made at every attempt': () =>
    broken(({ conversations }) => ({
      conversations: {
        async findOrCreate(candidate) {
          await conversations.save(candidate)
          return candidate
        },
      },
    })),

  'a conversation is one per contact, whatever the line': () =>
    broken(({ conversations }) => ({
      conversations: { findOrCreate: (candidate) => conversations.findOrCreate({ ...candidate, lineId: 'any' }) },
    })),

  'search minds the case': () =>
    broken(({ contacts }) => ({
      contacts: {
        async search(query, limit) {
          const found = await contacts.search(query, limit)
          return found.filter(({ address, name }) => `${name ?? ''}\n${address}`.includes(query))
        },
      },
    })),

  'search takes % and _ for wildcards': () =>
    broken(({ contacts }) => ({
      contacts: { search: (query, limit) => contacts.search(query.replace(/[%_]/g, ''), limit) },
    })),

  'search ignores its limit': () =>
    broken(({ contacts }) => ({ contacts: { search: (query) => contacts.search(query, 1_000) } })),

  'a name is found by its beginning': () =>
    broken(({ contacts }) => ({
      contacts: {
        async findByName(name, limit) {
          const all = await contacts.search('', 1_000)
          return all.filter((one) => one.name?.toLowerCase().startsWith(name.toLowerCase())).slice(0, limit)
        },
      },
    })),

  'the newest messages come oldest first': () =>
    broken(({ messages }) => ({
      messages: { newest: async (id, limit) => [...(await messages.newest(id, limit))].reverse() },
    })),

  'the oldest messages are taken for the newest': () =>
    broken(({ messages }) => ({
      messages: { newest: async (id, limit) => [...(await messages.newest(id, 1_000))].slice(-limit) },
    })),

  'a vendor’s id is looked up without its provider': () =>
    broken(({ messages }) => ({
      messages: { findByExternalId: (_, externalId) => messages.findByExternalId('p', externalId) },
    })),

  'times lose their milliseconds': () =>
    broken(({ contacts }) => ({
      contacts: {
        save: (contact) =>
          contacts.save({ ...contact, createdAt: new Date(Math.floor(contact.createdAt.getTime() / 1_000) * 1_000) }),
      },
    })),

  'a date within a notification comes back as text': () =>
    broken(({ conversations }) => ({
      conversations: {
        async find(id) {
          const found = await conversations.find(id)
          return found && { ...found, notification: JSON.parse(JSON.stringify(found.notification)) as object }
        },
      },
    })),

  'a field of a message is not kept': () =>
    broken(({ messages }) => ({ messages: { save: ({ resolution: _, ...message }) => messages.save(message) } })),

  'receipts are taken twice': () =>
    broken(({ receipts }) => ({
      receipts: {
        async take(provider, externalId) {
          const taken = await receipts.take(provider, externalId)
          for (const one of taken) await receipts.park(provider, one)
          return taken
        },
      },
    })),

  'receipts come back in the wrong order': () =>
    broken(({ receipts }) => ({
      receipts: { take: async (provider, externalId) => [...(await receipts.take(provider, externalId))].reverse() },
    })),

  'a lane is a stack': () => {
    const heads = new Map<string, OutboxEntry[]>()
    return broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const older = heads.get(entry.lane) ?? []
          heads.set(entry.lane, [entry, ...older])
          for (const other of older) await outbox.replace(other, undefined)
          for (const other of [entry, ...older]) await outbox.add(other)
        },
      },
    }))
  },

  'a twin goes to the end of its lane': () =>
    broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const head = await outbox.head(entry.lane)
          if (isTwinOf(entry)(head)) await outbox.cancel(entry.lane, entry.key ?? '')
          await outbox.add(entry)
        },
      },
    })),

  'a twin follows instead of replacing': () =>
    broken(({ outbox }) => ({ outbox: { add: ({ key: _, ...entry }) => outbox.add(entry) } })),

  'a twin forgets how often its place was tried': () =>
    broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const head = await outbox.head(entry.lane)
          if (head && isTwinOf(entry)(head)) await outbox.replace(head, entry)
          else await outbox.add(entry)
        },
      },
    })),

  'an entry that has started can be canceled': () =>
    broken(({ outbox }) => ({
      outbox: {
        async cancel(lane, key) {
          const head = await outbox.head(lane)
          if (head?.key === key) await outbox.replace(head, undefined)
          else await outbox.cancel(lane, key)
        },
      },
    })),

  'replacing does not look at the attempts': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          const head = await outbox.head(before.lane)
          return outbox.replace(head?.id === before.id ? head : before, after)
        },
      },
    })),

  'replacing always says yes': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          await outbox.replace(before, after)
          return true
        },
      },
    })),

  'what is gone comes back when it is replaced': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          const isReplaced = await outbox.replace(before, after)
          if (!isReplaced && after && !(await outbox.head(before.lane))) await outbox.add(after)
          return isReplaced
        },
      },
    })),

  'the head is the first that is due': () => {
    const dueAt = new Map<string, OutboxEntry>()
    return broken(({ outbox }) => ({
      outbox: {
        add: (entry) => {
          dueAt.set(entry.id, entry)
          return outbox.add(entry)
        },
        async head(lane) {
          const head = await outbox.head(lane)
          const earlier = [...dueAt.values()].find((other) => other.lane === lane && head && other.dueAt < head.dueAt)
          return earlier ?? head
        },
      },
    }))
  },

  'a dead entry blocks its lane': () =>
    broken(({ outbox }) => ({
      outbox: {
        async head(lane) {
          const dead = (await outbox.dead(10)).find((entry) => entry.lane === lane)
          return dead ?? outbox.head(lane)
        },
      },
    })),

  'a dead entry is dropped': () =>
    broken(({ outbox }) => ({
      outbox: { replace: (before, after) => outbox.replace(before, after?.state === 'dead' ? undefined : after) },
    })),

  'a sweep looks at every workspace': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: async (workspaceId, by, limit) => [
        ...(await storage.waitingLanes('T0OTHER', by, limit)),
        ...(await storage.waitingLanes(workspaceId, by, limit)),
      ],
    }
  },

  'a sweep finds the latest first': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: async (workspaceId, by, limit) =>
        [...(await storage.waitingLanes(workspaceId, by, limit))].reverse(),
    }
  },

  'a sweep finds what is not due': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: (workspaceId, _, limit) => storage.waitingLanes(workspaceId, new Date(8.64e15), limit),
    }
  },

  'a sweep ignores its limit': () => {
    const storage = memoryStorage()
    return { ...storage, waitingLanes: (workspaceId, by) => storage.waitingLanes(workspaceId, by, 1_000) }
  },
}

it('the storage without a fault passes every case', async () => {
  expect(await failingCases(memoryStorage)).toEqual([])
})

it.each(Object.entries(faults))('the kit notices when %s', async (_, fault) => {
  expect(await failingCases(fault)).not.toEqual([])
})

async function failingCases(open: Fault): Promise<readonly string[]> {
  const failing: string[] = []
  for (const { name, run } of storageCases) {
    await run(open()).catch(() => failing.push(name))
  }
  return failing
}

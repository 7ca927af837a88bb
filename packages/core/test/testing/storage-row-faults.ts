import type { Contact, Message, Transaction } from '../../src/index.js'
import { memoryStorage } from '../../src/memory/index.js'
import { broken, type Fault } from './broken-storage.js'

/** Lets other transactions run in between, as a database does with one that holds no lock. */
const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What can be wrong with rows and transactions. */
export const rowFaults: Readonly<Record<string, Fault>> = {
  'claims are forgotten': () => broken(() => ({ claims: { claim: async () => undefined } })),

  'a claim is told its own subject': () =>
    broken(({ claims }) => ({
      claims: {
        claim: async (key, subject, at) => ((await claims.claim(key, subject, at)) === undefined ? undefined : subject),
      },
    })),

  'every claim has been made before': () =>
    broken(({ claims }) => ({
      claims: { claim: async (key, subject, at) => (await claims.claim(key, subject, at)) ?? subject },
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

  'what was read once is remembered when it is changed': () =>
    broken(({ messages }) => {
      const seen = new Map<string, Message | undefined>()
      return {
        messages: {
          async find(id) {
            if (!seen.has(id)) seen.set(id, await messages.find(id))
            return seen.get(id)
          },
        },
      }
    }),

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

  'search gives one who is found twice twice': () =>
    broken(({ contacts }) => ({
      contacts: {
        async search(query, limit, viewer) {
          const found = await contacts.search(query, limit, viewer)
          return found.flatMap((one) => (one.name?.includes('Ann ') ? [one, one] : [one])).slice(0, limit)
        },
      },
    })),

  'search finds who had a name before': () => {
    const former = new Map<string, Contact>()
    return broken(({ contacts }) => ({
      contacts: {
        async save(contact) {
          if (!former.has(contact.id)) former.set(contact.id, contact)
          await contacts.save(contact)
        },
        async search(query, limit, viewer) {
          const found = await contacts.search(query, limit, viewer)
          const hit = [...former.values()].filter((one) => query !== '' && one.name?.toLowerCase().startsWith(query))
          const more = hit.filter(({ id }) => !found.some((one) => one.id === id))
          return [...found, ...more].slice(0, limit)
        },
      },
    }))
  },

  'a tag shows who is private to somebody else': () =>
    broken(({ contacts }) => ({ contacts: { tagged: (tag, limit) => contacts.tagged(tag, limit) } })),

  'a tag is taken for its beginning': () =>
    broken(({ contacts }) => ({
      contacts: { tagged: (tag, limit, viewer) => contacts.search(`#${tag}`, limit, viewer) },
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
          for (const one of taken) await receipts.park(provider, one, new Date())
          return taken
        },
      },
    })),

  'receipts come back in the wrong order': () =>
    broken(({ receipts }) => ({
      receipts: { take: async (provider, externalId) => [...(await receipts.take(provider, externalId))].reverse() },
    })),
}

import { memoryStorage } from '../../src/memory/index.js'
import { broken, type Fault } from './broken-storage.js'

const never = new Date(8.64e15)

/** What can be wrong with retention and erasure. */
export const retentionFaults: Readonly<Record<string, Fault>> = {
  'claims are purged whatever their age': () =>
    broken(({ claims }) => ({ claims: { purge: (_, limit) => claims.purge(never, limit) } })),

  'receipts are purged whatever their age': () =>
    broken(({ receipts }) => ({ receipts: { purge: (_, limit) => receipts.purge(never, limit) } })),

  'a purge ignores its limit': () =>
    broken(({ claims }) => ({ claims: { purge: (before) => claims.purge(before, 1_000) } })),

  'a purge says that it has done something, and has not': () =>
    broken(() => ({ receipts: { purge: async (_, limit) => Math.min(limit, 1) } })),

  'a text that waits to be sent is blanked': () =>
    broken(({ messages }) => ({
      messages: {
        async blank(which, at, limit) {
          const queued = await messages.find('01940000-0000-7000-8000-000000000001')
          if (which.type === 'all' || queued?.status !== 'queued') return messages.blank(which, at, limit)
          await messages.save({ ...queued, text: '', media: [], blankedAt: at })
          return 1 + (await messages.blank(which, at, limit))
        },
      },
    })),

  'media outlive their text': () =>
    broken(({ messages }) => ({
      messages: {
        async find(id) {
          const found = await messages.find(id)
          return found?.blankedAt
            ? { ...found, media: [{ url: 'https://media.example/1', contentType: 'image/png' }] }
            : found
        },
      },
    })),

  'blanking forgets when': () =>
    broken(({ messages }) => ({
      messages: { blank: (which, at, limit) => messages.blank(which, new Date(at.getTime() + 1), limit) },
    })),

  'blanking ignores its limit': () =>
    broken(({ messages }) => ({ messages: { blank: (which, at) => messages.blank(which, at, 1_000) } })),

  'erasing a conversation spares what is not settled': () =>
    broken(({ messages }) => ({
      messages: {
        blank: (which, at, limit) =>
          messages.blank(which.type === 'all' ? { type: 'settled', before: never } : which, at, limit),
      },
    })),

  'a contact has one conversation': () =>
    broken(({ conversations }) => ({
      conversations: { ofContact: async (id) => (await conversations.ofContact(id)).slice(0, 1) },
    })),

  'an erased contact is still suggested': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      transaction: (workspaceId, work) =>
        storage.transaction(workspaceId, (tx) =>
          work({
            ...tx,
            contacts: {
              ...tx.contacts,
              async search(query, limit) {
                const erased = await tx.contacts.find('01940000-0000-7000-8000-000000000001')
                return erased?.address.includes(query) ? [erased] : tx.contacts.search(query, limit)
              },
            },
          }),
        ),
    }
  },

  'evidence keeps its words': () => broken(() => ({ consents: { blank: async () => undefined } })),

  'the key of digests is a new one each time': () => broken(() => ({ erasedOptOuts: { key: async (key) => key } })),

  'the opt-out of somebody erased is lost': () => broken(() => ({ erasedOptOuts: { keep: async () => undefined } })),

  'the opt-out of somebody erased is never forgotten': () =>
    broken(() => ({ erasedOptOuts: { forget: async () => undefined } })),
}

import { broken, type Fault } from './broken-storage.js'

const conversationOfTheKit = '01940000-0000-7000-8000-000000000050'

/** What can be wrong with lists, look-ups and settings. */
export const deskFaults: Readonly<Record<string, Fault>> = {
  'lists are longer than asked for': () =>
    broken(({ conversations }) => ({ conversations: { list: (query) => conversations.list(query, 1_000) } })),

  'lists do not mind the status': () =>
    broken(({ conversations }) => ({
      conversations: { list: ({ statuses: _, ...query }, limit) => conversations.list(query, limit) },
    })),

  'nobody is taken for anybody': () =>
    broken(({ conversations }) => ({
      conversations: {
        list: ({ assigneeId, ...query }, limit) =>
          conversations.list({ ...query, ...(assigneeId ? { assigneeId } : {}) }, limit),
      },
    })),

  'whoever came last is served first': () =>
    broken(({ conversations }) => ({
      conversations: { list: async (query, limit) => (await conversations.list(query, limit)).toReversed() },
    })),

  'only one contact is shown': () =>
    broken(({ contacts }) => ({ contacts: { peekAll: async (ids) => (await contacts.peekAll(ids)).slice(0, 1) } })),

  'only one conversation is shown': () =>
    broken(({ conversations }) => ({
      conversations: { peekAll: async (ids) => (await conversations.peekAll(ids)).slice(0, 1) },
    })),

  'conversations have no channels of their own': () =>
    broken(() => ({ conversations: { findByChannel: async () => undefined } })),

  'a contact has one conversation': () =>
    broken(({ conversations }) => ({
      conversations: { ofContact: async (contactId) => (await conversations.ofContact(contactId)).slice(0, 1) },
    })),

  'canceled messages are still scheduled': () =>
    broken(({ messages }) => ({
      messages: {
        scheduled: async (limit) => [
          ...(await messages.scheduled(limit)),
          ...(await messages.newest(conversationOfTheKit, 1)),
        ],
      },
    })),

  'what arrived counts as failed': () =>
    broken(({ messages }) => ({
      messages: { failed: (_since, limit) => messages.newest(conversationOfTheKit, limit) },
    })),

  'settings are forgotten': () => broken(() => ({ settings: { find: async () => undefined } })),

  'a setting under another name is found': () =>
    broken(({ settings }) => ({ settings: { find: () => settings.find('desk') } })),

  'a setting is what it was at first': () =>
    broken(({ settings }) => ({
      settings: {
        async save(name, value) {
          if ((await settings.find(name)) === undefined) await settings.save(name, value)
        },
      },
    })),
}

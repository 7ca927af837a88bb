import { broken, type Fault } from './broken-storage.js'

/** What can be wrong with broadcasts and their lists. */
export const broadcastFaults: Readonly<Record<string, Fault>> = {
  'whoever has been texted is next again': () =>
    broken(({ recipients }) => ({ recipients: { next: async (list) => (await recipients.list(list))[0] } })),

  'whoever sleeps is woken': () =>
    broken(({ recipients }) => ({
      recipients: {
        next: async (list) => (await recipients.list(list)).find(({ status }) => status === 'waiting'),
      },
    })),

  'all lists are one': () =>
    broken(({ recipients }) => ({
      recipients: { add: (list) => recipients.add(list.map((one) => ({ ...one, broadcastId: list[0]!.broadcastId }))) },
    })),

  'texts that failed count as texts': () =>
    broken(({ recipients }) => ({
      recipients: {
        count: async (list) => (await recipients.count(list)).map(({ failure: _, ...count }) => count),
      },
    })),

  'of a long text only the beginning is asked about': () =>
    broken(({ recipients }) => ({
      recipients: {
        unsure: async (list, limit) => (await recipients.unsure(list, limit)).filter(({ partOf }) => !partOf),
      },
    })),

  'a broadcast that runs is forgotten': () =>
    broken(({ broadcasts }) => ({
      broadcasts: { purge: (_, before, limit) => broadcasts.purge(['done', 'canceled', 'running'], before, limit) },
    })),

  'the oldest broadcast is the newest': () =>
    broken(({ broadcasts }) => ({
      broadcasts: { list: async (limit) => (await broadcasts.list(99)).toReversed().slice(0, limit) },
    })),

  'a tag is any tag': () =>
    broken(({ conversations }) => ({
      conversations: { list: ({ tag: _, ...query }, limit) => conversations.list(query, limit) },
    })),

  'what the contact wrote is the latest text to them': () =>
    broken(({ messages }) => ({
      messages: {
        lastOutbound: async (conversationIds) =>
          (await Promise.all(conversationIds.map((one) => messages.newest(one, 1)))).flat(),
      },
    })),

  'only the first of several contacts has conversations': () =>
    broken(({ conversations }) => ({
      conversations: { ofContacts: (contactIds) => conversations.ofContacts(contactIds.slice(0, 1)) },
    })),
}

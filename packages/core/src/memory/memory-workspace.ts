import type { ConsentEvidence, Contact } from '../domain/contact.js'
import type { Conversation, PostRef } from '../domain/conversation.js'
import type { Message } from '../domain/message.js'
import type { DeliveryReceipt } from '../ports/sms-provider.js'
import type { Contacts, Conversations, KnownPost, Messages, Transaction } from '../ports/storage.js'
import { createLists, createTable, type Journal } from './journal.js'
import { createMemoryOutbox, type MemoryOutbox } from './memory-outbox.js'

/** All rows of one workspace. */
export interface MemoryWorkspace extends Transaction {
  readonly outbox: MemoryOutbox
}

export function createMemoryWorkspace(journal: Journal): MemoryWorkspace {
  const claims = createTable<string>(journal)
  const posts = createTable<KnownPost>(journal)
  const receipts = createLists<DeliveryReceipt>(journal)
  const consents = createLists<ConsentEvidence>(journal)

  return {
    claims: {
      async claim(key, subject) {
        const earlier = claims.get(key)
        if (earlier === undefined) claims.set(key, subject)
        return earlier
      },
    },
    contacts: createContacts(journal),
    conversations: createConversations(journal),
    messages: createMessages(journal),
    posts: {
      find: async (ref) => posts.get(postKey(ref)),
      save: async (post) => posts.set(postKey(post.ref), post),
    },
    receipts: {
      park: async (provider, receipt) => receipts.append(key(provider, receipt.externalId), receipt),
      take: async (provider, externalId) => receipts.take(key(provider, externalId)),
    },
    consents: {
      append: async (evidence) => consents.append(evidence.contactId, evidence),
      list: async (contactId) => [...consents.get(contactId)],
    },
    outbox: createMemoryOutbox(journal),
  }
}

function createContacts(journal: Journal): Contacts {
  const byId = createTable<Contact>(journal)
  const idByAddress = createTable<string>(journal)

  const findByAddress = async (address: string) => byId.get(idByAddress.get(address) ?? '')
  const save = async (contact: Contact) => {
    byId.set(contact.id, contact)
    idByAddress.set(contact.address, contact.id)
  }

  return {
    find: async (id) => byId.get(id),
    findByAddress,
    async findByName(name, limit) {
      const wanted = name.trim().toLowerCase()
      return [...byId.values()].filter((contact) => contact.name?.trim().toLowerCase() === wanted).slice(0, limit)
    },
    async findOrCreate(candidate) {
      const kept = await findByAddress(candidate.address)
      if (kept) return kept
      await save(candidate)
      return candidate
    },
    async search(query, limit) {
      const wanted = query.toLowerCase()
      return [...byId.values()]
        .filter((contact) => `${contact.name ?? ''}\n${contact.address}`.toLowerCase().includes(wanted))
        .sort(byNameThenNewest)
        .slice(0, limit)
    },
    save,
  }
}

function createConversations(journal: Journal): Conversations {
  const byId = createTable<Conversation>(journal)
  const idByPair = createTable<string>(journal)
  const pair = (conversation: Conversation) => key(conversation.contactId, conversation.lineId)

  const save = async (conversation: Conversation) => {
    byId.set(conversation.id, conversation)
    idByPair.set(pair(conversation), conversation.id)
  }

  return {
    find: async (id) => byId.get(id),
    async findOrCreate(candidate) {
      const kept = byId.get(idByPair.get(pair(candidate)) ?? '')
      if (kept) return kept
      await save(candidate)
      return candidate
    },
    save,
  }
}

function createMessages(journal: Journal): Messages {
  const byId = createTable<Message>(journal)
  const idByExternalId = createTable<string>(journal)
  const idsByConversation = createLists<string>(journal)

  return {
    find: async (id) => byId.get(id),
    peek: async (id) => byId.get(id),
    findByExternalId: async (provider, externalId) => byId.get(idByExternalId.get(key(provider, externalId)) ?? ''),
    async newest(conversationId, limit) {
      const ids = limit > 0 ? idsByConversation.get(conversationId).slice(-limit) : []
      return ids.reverse().flatMap((id) => byId.get(id) ?? [])
    },
    async save(message) {
      if (!byId.get(message.id)) idsByConversation.append(message.conversationId, message.id)
      byId.set(message.id, message)
      if (message.provider && message.externalId) {
        idByExternalId.set(key(message.provider, message.externalId), message.id)
      }
    },
  }
}

/** Joins parts so that no two different lists of parts give one key. */
const key = (...parts: readonly string[]): string => JSON.stringify(parts)

const postKey = (ref: PostRef): string => key(ref.channelId, ref.messageId)

function byNameThenNewest(a: Contact, b: Contact): number {
  return (a.name ?? '').localeCompare(b.name ?? '') || b.createdAt.getTime() - a.createdAt.getTime()
}

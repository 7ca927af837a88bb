import type { ConsentEvidence, Contact } from '../domain/contact.js'
import type { PostRef } from '../domain/conversation.js'
import type { Contacts, KnownPost, Limits, Transaction } from '../ports/storage.js'
import { createLists, createTable, deleteSome, keyOf, type Journal } from './journal.js'
import { createConversations } from './memory-conversations.js'
import { createErasedOptOuts } from './memory-erased-opt-outs.js'
import { createMessages } from './memory-messages.js'
import { createMemoryOutbox, type MemoryOutbox } from './memory-outbox.js'
import { createReceipts } from './memory-receipts.js'

/** All rows of one workspace. */
export interface MemoryWorkspace extends Transaction {
  readonly outbox: MemoryOutbox
}

export function createMemoryWorkspace(journal: Journal): MemoryWorkspace {
  const claims = createTable<Claim>(journal)
  const posts = createTable<KnownPost>(journal)
  const consents = createLists<ConsentEvidence>(journal)
  const settings = createTable<unknown>(journal)

  return {
    claims: {
      async claim(claimed, subject, at) {
        const earlier = claims.get(claimed)
        if (!earlier) claims.set(claimed, { subject, at })
        return earlier?.subject
      },
      purge: async (before, limit) => deleteSome(claims, ({ at }) => at < before, limit),
    },
    contacts: createContacts(journal),
    conversations: createConversations(journal),
    messages: createMessages(journal),
    posts: {
      find: async (ref) => posts.get(postKey(ref)),
      save: async (post) => posts.set(postKey(post.ref), post),
    },
    receipts: createReceipts(journal),
    consents: {
      append: async (evidence) => consents.append(evidence.contactId, evidence),
      list: async (contactId) => [...consents.get(contactId)],
      async blank(contactId) {
        for (const evidence of consents.take(contactId)) consents.append(contactId, { ...evidence, text: '' })
      },
    },
    erasedOptOuts: createErasedOptOuts(journal),
    settings: {
      find: async (name) => settings.get(name),
      findForUpdate: async (name) => settings.get(name),
      save: async (name, value) => settings.set(name, value),
    },
    outbox: createMemoryOutbox(journal),
    limits: createLimits(journal),
  }
}

function createLimits(journal: Journal): Limits {
  const marks = createTable<Date>(journal)
  return {
    async take(limitKey, ms, now) {
      const from = Math.max(marks.get(limitKey)?.getTime() ?? 0, now.getTime())
      const mark = new Date(from + ms)
      marks.set(limitKey, mark)
      return mark
    },
  }
}

function createContacts(journal: Journal): Contacts {
  const byId = createTable<Contact>(journal)
  const idByAddress = createTable<string>(journal)

  const findByAddress = async (address: string) => byId.get(idByAddress.get(address) ?? '')
  const save = async (contact: Contact) => {
    const before = byId.get(contact.id)
    if (before && before.address !== contact.address) idByAddress.delete(before.address)
    byId.set(contact.id, contact)
    idByAddress.set(contact.address, contact.id)
  }

  return {
    find: async (id) => byId.get(id),
    peekAll: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
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
        .filter((contact) => !contact.erasedAt && searchText(contact).includes(wanted))
        .sort(byNameThenNewest)
        .slice(0, limit)
    },
    save,
  }
}

const postKey = (ref: PostRef): string => keyOf(ref.channelId, ref.messageId)

function byNameThenNewest(a: Contact, b: Contact): number {
  return (a.name ?? '').localeCompare(b.name ?? '') || b.createdAt.getTime() - a.createdAt.getTime()
}

interface Claim {
  readonly subject: string
  readonly at: Date
}

const searchText = ({ address, name }: Contact): string => `${name ?? ''}\n${address}`.toLowerCase()

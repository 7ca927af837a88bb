import type { ConsentEvidence } from '../domain/contact.js'
import type { PostRef } from '../domain/conversation.js'
import { ThreadlineError } from '../errors.js'
import type { Limits } from '../ports/outbox.js'
import type { KnownPost, Transaction } from '../ports/storage.js'
import { createLists, createTable, deleteSome, keyOf, type Journal } from './journal.js'
import { createBroadcasts } from './memory-broadcasts.js'
import { createContacts } from './memory-contacts.js'
import { createConversations } from './memory-conversations.js'
import { createErasedOptOuts } from './memory-erased-opt-outs.js'
import { createFigures } from './memory-figures.js'
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
  const messages = createMessages(journal)
  const conversations = createConversations(journal)

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
    conversations,
    messages,
    posts: {
      find: async (ref) => posts.get(postKey(ref)),
      save: async (post) => posts.set(postKey(post.ref), post),
    },
    receipts: createReceipts(journal),
    consents: {
      append: async (evidence) => consents.append(evidence.contactId, evidence),
      list: async (contactId) => [...consents.get(contactId)],
      async since(from, after, limit) {
        const listed = consents.all().filter((one) => one.at >= from)
        const sorted = [...listed].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
        return sorted.filter((one) => !after || comesAfter(one, after)).slice(0, limit)
      },
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
    figures: createFigures(messages, conversations),
    ...createBroadcasts(journal, messages),
    outbox: createMemoryOutbox(journal),
    limits: createLimits(journal),
  }
}

function comesAfter(one: ConsentEvidence, other: ConsentEvidence): boolean {
  return one.at > other.at || (one.at.getTime() === other.at.getTime() && one.id > other.id)
}

function createLimits(journal: Journal): Limits {
  const marks = createTable<Date>(journal)
  async function take(limitKey: string, ms: number, now: Date): Promise<Date> {
    const from = Math.max(marks.get(limitKey)?.getTime() ?? 0, now.getTime())
    const mark = new Date(from + ms)
    marks.set(limitKey, mark)
    return mark
  }
  return {
    take,
    async mustTake(limitKey, ms, now, latest) {
      if ((await take(limitKey, ms, now)) <= latest) return
      throw new ThreadlineError('storage.limit_reached', 'A limit is reached for now.')
    },
  }
}

const postKey = (ref: PostRef): string => keyOf(ref.channelId, ref.messageId)

interface Claim {
  readonly subject: string
  readonly at: Date
}

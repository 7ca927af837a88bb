import type { Conversation } from '../domain/conversation.js'
import type { ConversationQuery, Conversations } from '../ports/storage.js'
import { createTable, keyOf, type Journal } from './journal.js'

/** With what figures need beside the port. */
export interface MemoryConversations extends Conversations {
  all(): Iterable<Conversation>
}

export function createConversations(journal: Journal): MemoryConversations {
  const byId = createTable<Conversation>(journal)
  const idByPair = createTable<string>(journal)
  const pair = (conversation: Conversation) => keyOf(conversation.contactId, conversation.lineId)

  const save = async (conversation: Conversation) => {
    byId.set(conversation.id, conversation)
    idByPair.set(pair(conversation), conversation.id)
  }

  return {
    all: () => byId.values(),
    find: async (id) => byId.get(id),
    peekAll: async (wanted) => wanted.flatMap((id) => byId.get(id) ?? []),
    async findOrCreate(candidate) {
      const kept = byId.get(idByPair.get(pair(candidate)) ?? '')
      if (kept) return kept
      await save(candidate)
      return candidate
    },
    async findByChannel(channelId) {
      return [...byId.values()].find(({ place }) => place.type === 'direct' && place.channel === channelId)
    },
    async ofContact(contactId) {
      return [...byId.values()].filter((one) => one.contactId === contactId).sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    ofContacts: async (contactIds) => [...byId.values()].filter((one) => contactIds.includes(one.contactId)),
    async list(query, limit) {
      const found = [...byId.values()].filter((conversation) => fits(conversation, query))
      return found.toSorted(query.isWaiting ? byWaiting : byNewest).slice(0, limit)
    },
    save,
  }
}

function fits({ assigneeId, notification, status, tags }: Conversation, query: ConversationQuery): boolean {
  if (query.statuses && !query.statuses.includes(status)) return false
  if (query.assigneeId !== undefined && (assigneeId ?? null) !== query.assigneeId) return false
  if (query.tag !== undefined && !tags.includes(query.tag)) return false
  return !query.isWaiting || notification.waiting !== undefined
}

const waitingSince = ({ notification }: Conversation): number => notification.waiting?.since.getTime() ?? 0

const byWaiting = (a: Conversation, b: Conversation): number => waitingSince(a) - waitingSince(b)

const byNewest = (a: Conversation, b: Conversation): number => b.createdAt.getTime() - a.createdAt.getTime()

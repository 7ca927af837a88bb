import type { Message, MessageStatus } from '../domain/message.js'
import type { Messages, MessagesToBlank } from '../ports/storage.js'
import { createLists, createTable, keyOf, type Journal } from './journal.js'

/** With what figures need beside the port. */
export interface MemoryMessages extends Messages {
  all(): Iterable<Message>
}

/** The messages of one workspace in memory. */
export function createMessages(journal: Journal): MemoryMessages {
  const byId = createTable<Message>(journal)
  const idByExternalId = createTable<string>(journal)
  const idsByConversation = createLists<string>(journal)

  return {
    all: () => byId.values(),
    find: async (id) => byId.get(id),
    peek: async (id) => byId.get(id),
    findByExternalId: async (provider, externalId) => byId.get(idByExternalId.get(keyOf(provider, externalId)) ?? ''),
    async newest(conversationId, limit) {
      const ids = limit > 0 ? idsByConversation.get(conversationId).slice(-limit) : []
      return ids.reverse().flatMap((id) => byId.get(id) ?? [])
    },
    async scheduled(limit) {
      const found = [...byId.values()].filter(({ status }) => status === 'scheduled')
      return found.toSorted((a, b) => leavesAt(a) - leavesAt(b)).slice(0, limit)
    },
    async toCheck(by, limit) {
      const found = [...byId.values()].filter(({ checkAt }) => checkAt !== undefined && checkAt <= by)
      return found.toSorted((a, b) => checksAt(a) - checksAt(b)).slice(0, limit)
    },
    async failed(since, limit) {
      const found = [...byId.values()].filter(
        ({ broadcastId, createdAt, status }) => createdAt >= since && failures.has(status) && broadcastId === undefined,
      )
      return found.toReversed().slice(0, limit)
    },
    async lastOutbound(conversationIds) {
      return conversationIds.flatMap((conversationId) => {
        const all = idsByConversation.get(conversationId).flatMap((id) => byId.get(id) ?? [])
        return all.findLast(({ direction }) => direction === 'outbound') ?? []
      })
    },
    async save(message) {
      if (!byId.get(message.id)) idsByConversation.append(message.conversationId, message.id)
      byId.set(message.id, message)
      if (message.provider && message.externalId) {
        idByExternalId.set(keyOf(message.provider, message.externalId), message.id)
      }
    },
    async blank(which, at, limit) {
      const blanked = [...byId.values()]
        .filter((message) => isToBlank(message, which))
        .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
        .slice(0, limit)
      for (const { files: _, ...message } of blanked) {
        byId.set(message.id, { ...message, text: '', media: [], blankedAt: at })
      }
      return blanked.length
    },
  }
}

const unsettled = new Set<MessageStatus>(['scheduled', 'queued', 'sending', 'unknown'])

function isToBlank(message: Message, which: MessagesToBlank): boolean {
  if (message.blankedAt) return false
  if (which.type === 'all') return message.conversationId === which.conversationId
  const { broadcastId, post, resolution } = message
  if (message.createdAt >= which.before || !(post ?? broadcastId ?? resolution)) return false
  return !unsettled.has(message.status) || (message.status === 'unknown' && message.resolution !== undefined)
}

const failures: ReadonlySet<MessageStatus> = new Set(['failed', 'undelivered', 'unknown'])

const checksAt = ({ checkAt }: Message): number => checkAt?.getTime() ?? 0

const leavesAt = ({ scheduledFor }: Message): number => scheduledFor?.getTime() ?? 0

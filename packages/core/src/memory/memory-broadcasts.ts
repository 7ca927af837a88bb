import { tellingPart, type Broadcast, type BroadcastCount, type BroadcastRecipient } from '../domain/broadcast.js'
import type { BroadcastRecipients, Broadcasts } from '../ports/storage.js'
import { createTable, keyOf, type Journal } from './journal.js'
import type { MemoryMessages } from './memory-messages.js'

type TextsKept = Pick<MemoryMessages, 'all' | 'peek'>

/** The broadcasts of one workspace in memory, with their lists. */
export function createBroadcasts(
  journal: Journal,
  messages: TextsKept,
): { readonly broadcasts: Broadcasts; readonly recipients: BroadcastRecipients } {
  const byId = createTable<Broadcast>(journal)
  const rows = createTable<BroadcastRecipient>(journal)
  const listOf = (broadcastId: string) =>
    [...rows.values()].filter((row) => row.broadcastId === broadcastId).sort((a, b) => a.position - b.position)

  return {
    broadcasts: {
      find: async (id) => byId.get(id),
      peek: async (id) => byId.get(id),
      list: async (limit) => [...byId.values()].sort(byNewest).slice(0, limit),
      save: async (broadcast) => byId.set(broadcast.id, broadcast),
      async purge(statuses, before, limit) {
        const old = [...byId.values()].filter(
          ({ createdAt, status }) => createdAt < before && statuses.includes(status),
        )
        const purged = old.sort(byNewest).reverse().slice(0, limit)
        for (const { id } of purged) {
          byId.delete(id)
          for (const recipient of listOf(id)) rows.delete(rowKey(recipient))
        }
        return purged.length
      },
    },
    recipients: {
      async add(recipients) {
        for (const recipient of recipients) rows.set(rowKey(recipient), recipient)
      },
      list: async (broadcastId) => listOf(broadcastId),
      async next(broadcastId) {
        const waiting = listOf(broadcastId).filter(({ status }) => status === 'waiting')
        return waiting.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0]
      },
      find: async (broadcastId, contactId) => listOf(broadcastId).find((one) => one.contactId === contactId),
      async unsure(broadcastId, limit) {
        const ofIt = [...messages.all()].filter((text) => text.broadcastId === broadcastId)
        const unsure = ofIt.filter(({ resolution, status }) => status === 'unknown' && resolution === undefined)
        return unsure.slice(0, limit)
      },
      save: async (recipient) => rows.set(rowKey(recipient), recipient),
      async count(broadcastId) {
        const counts = new Map<string, BroadcastCount>()
        for (const recipient of listOf(broadcastId)) {
          const standing = await standingOf(messages, recipient)
          const key = JSON.stringify(standing)
          counts.set(key, { ...standing, count: (counts.get(key)?.count ?? 0) + 1 })
        }
        return [...counts.values()]
      },
    },
  }
}

async function standingOf(
  messages: TextsKept,
  { messageId, skipped, status }: BroadcastRecipient,
): Promise<Omit<BroadcastCount, 'count'>> {
  const first = messageId === undefined ? undefined : await messages.peek(messageId)
  const parts = await Promise.all((first?.parts ?? []).filter((id) => id !== messageId).map((id) => messages.peek(id)))
  const message = tellingPart([first, ...parts].filter((part) => part !== undefined))
  const failure = message?.failure?.category
  return {
    status,
    ...(skipped === undefined ? {} : { skipped }),
    ...(message ? { text: message.status } : {}),
    ...(failure === undefined ? {} : { failure }),
    ...(message?.resolution === undefined ? {} : { resolution: message.resolution }),
  }
}

const rowKey = ({ broadcastId, position }: BroadcastRecipient): string => keyOf(broadcastId, String(position))

const byNewest = (a: Broadcast, b: Broadcast): number => b.createdAt.getTime() - a.createdAt.getTime()

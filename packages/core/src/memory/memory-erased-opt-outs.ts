import type { ErasedOptOuts } from '../ports/storage.js'
import { createTable, type Journal } from './journal.js'

/** The opt-outs of erased people of one workspace in memory. */
export function createErasedOptOuts(journal: Journal): ErasedOptOuts {
  const keys = createTable<string>(journal)
  const contactIds = createTable<string>(journal)
  return {
    async key(candidate) {
      const kept = keys.get('key') ?? candidate
      keys.set('key', kept)
      return kept
    },
    keep: async (digest, contactId) => contactIds.set(digest, contactId),
    find: async (digest) => contactIds.get(digest),
    forget: async (digest) => contactIds.delete(digest),
  }
}

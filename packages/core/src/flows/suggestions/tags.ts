import { readTag } from '../../domain/tag.js'
import type { Suggestion } from '../../ports/chat-adapter.js'
import type { Suggest } from './suggest.js'

const limit = 20

/** In how many of the newest conversations tags are looked for. */
const reach = 200

/** Somebody types a tag: those of conversations that hold it, most used first, those of contacts, and the new one itself. */
export const suggestTags: Suggest = async (flow, query) => {
  const wanted = readTag(query)
  if (wanted === undefined) return []
  const counts = new Map<string, number>()
  for (const { tags } of await flow.tx.conversations.list({}, reach)) {
    for (const tag of tags) if (tag.includes(wanted)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  const used = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([tag]) => tag)
  const ofContacts = await flow.tx.contacts.tags(wanted, limit)
  const known = [...new Set([...used, ...ofContacts])].slice(0, limit)
  const suggestions: Suggestion[] = known.map((tag) => ({ group: 'Tags', label: tag, value: tag }))
  if (!known.includes(wanted)) suggestions.push({ group: 'New tag', label: `🏷 ${wanted}`, value: wanted })
  return suggestions
}

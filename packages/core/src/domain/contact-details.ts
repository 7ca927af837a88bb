import type { Contact } from './contact.js'
import { addTags, mostTags } from './tag.js'

/** What people write about a contact. Absent: it stays. */
export interface ContactDetails {
  /** What the team calls them, at most 120 characters: shown as author, and good for `send Jane Doe: Hello`. */
  readonly name?: string
  /** IANA time zone, such as `America/Chicago`. */
  readonly zone?: string
  /** Words of the team about them, at most 3,000 characters. Never texted. */
  readonly note?: string
  /** All of their tags, at most 20 of at most 50 characters. Kept in lower case, each once. */
  readonly tags?: readonly string[]
}

/** What is wrong with a field of a contact, in a sentence for a person. */
export interface ContactProblem {
  readonly field: 'number' | 'name' | 'zone' | 'note' | 'tags'
  readonly sentence: string
}

/** What stands against details as they were written, if anything does. Empty ones are fine: they take away what was there. */
export function problemOfDetails({
  name = '',
  note = '',
  tags = [],
  zone = '',
}: ContactDetails): ContactProblem | undefined {
  if (plainName(name).length > longestName)
    return { field: 'name', sentence: `A name has at most ${longestName} characters.` }
  if (zone.trim() !== '' && !isZone(zone.trim()))
    return {
      field: 'zone',
      sentence: `There is no time zone “${zone.trim()}”. One is called America/Chicago, for instance.`,
    }
  if (note.length > longestNote) return { field: 'note', sentence: `A note has at most ${longestNote} characters.` }
  if (new Set(tags).size > mostTags) return { field: 'tags', sentence: tooManyTags }
  return undefined
}

/** What stands against more tags than there can be. */
export const tooManyTags = `There are at most ${mostTags} tags.`

/** A contact with what was written about them. Empty ones take away what was there. */
export function withDetails(contact: Contact, { name, note, tags, zone }: ContactDetails): Contact {
  return {
    ...contact,
    ...(name !== undefined && { name: plainName(name) || undefined }),
    ...(zone !== undefined && { zone: zone.trim() || undefined }),
    ...(note !== undefined && { note: note.trim() || undefined }),
    ...(tags !== undefined && { tags: someOf(addTags([], tags)) }),
  }
}

/** Tags as a contact has them: none are absent. */
export const someOf = (tags: readonly string[]): readonly string[] | undefined => (tags.length > 0 ? tags : undefined)

/** A name on one line. */
export const plainName = (name: string): string => name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()

/** Whether there is a time zone of that name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const longestName = 120
const longestNote = 3_000

import { mostRecipients, type Broadcast, type BroadcastRecipient } from '../../domain/broadcast.js'
import { cleanText } from '../../domain/clean-text.js'
import type { Contact } from '../../domain/contact.js'
import { isNote } from '../../domain/decide-delivery.js'
import type { Line } from '../../domain/line.js'
import type { MessageAuthor } from '../../domain/message.js'
import { fill, fillKnown, sentenceOf } from '../../domain/template.js'
import { variablesOf, type Variables } from '../../domain/template-variables.js'
import { readTag } from '../../domain/tag.js'
import type { Flow } from '../flow.js'
import { refusalOf } from '../queue-text.js'
import { tellBroadcast } from './change-broadcast.js'

/** What is to be texted to whom. */
export interface BroadcastToDraft {
  readonly line: Line
  readonly author: MessageAuthor
  readonly text: string
  readonly contactIds: readonly string[]
  /** Name of the member who makes it, for the variables of the text. */
  readonly agentName?: string
  /** Everybody who has this tag, or a conversation with it, comes on top. */
  readonly tag?: string
  /** More come from a file that is yet to be read, so there may be nobody yet. */
  readonly isListComing?: boolean
}

/** `about`: which part of what was asked for is wrong. */
export type DraftResult =
  | { readonly type: 'drafted'; readonly broadcast: Broadcast }
  | { readonly type: 'refused'; readonly about: 'text' | 'to'; readonly sentence: string }

/** Keeps a broadcast with its list. Nothing leaves before somebody starts it. */
export async function draftBroadcast(flow: Flow, draft: BroadcastToDraft): Promise<DraftResult> {
  const text = fillKnown(cleanText(draft.text), variablesOf(draft))
  const unsendable = refusalOf(flow, { consent: 'open', line: draft.line, text })
  if (unsendable) return refuse('text', unsendable.sentence)
  if (isNote(text))
    return refuse('text', 'This begins like a note, and notes stay inside. Take // or 🔒 away to send it.')
  const unfilled = fill(text, ofSomebody)
  if (unfilled.type === 'unfilled') return refuse('text', sentenceOf(unfilled.problems))
  const contacts = await listed(flow, draft)
  if (contacts.length === 0 && !draft.isListComing) return refuse('to', nobody)
  if (contacts.length > mostRecipients) return refuse('to', tooMany)
  const broadcast: Broadcast = {
    id: flow.newId(),
    lineId: draft.line.id,
    author: draft.author,
    text,
    status: 'draft',
    size: contacts.length,
    run: 0,
    createdAt: flow.now,
  }
  await flow.tx.broadcasts.save(broadcast)
  await flow.tx.recipients.add(recipientsOf(broadcast, contacts))
  tellBroadcast(flow, broadcast)
  return { type: 'drafted', broadcast }
}

/** What may be known of a recipient; all else has to be known by now. */
const ofSomebody: Variables = { 'contact.firstName': '-', 'contact.name': '-', 'contact.number': '-', subject: '-' }

export const nobody = 'Nobody is on that list.'
export const tooMany = `More than ${mostRecipients} people are on that list. Make several broadcasts of it.`

const refuse = (about: 'text' | 'to', sentence: string): DraftResult => ({ type: 'refused', about, sentence })

/** Each once, in the order in which they were named; those of the tag behind them. */
async function listed({ tx }: Flow, { author, contactIds, tag }: BroadcastToDraft): Promise<readonly Contact[]> {
  const most = mostRecipients + 1
  const wanted = tag === undefined ? undefined : readTag(tag)
  const viewer = author.type === 'member' ? { memberId: author.id } : undefined
  const people = wanted === undefined ? [] : await tx.contacts.tagged(wanted, most, viewer)
  const tagged = wanted === undefined ? [] : await tx.conversations.list({ tag: wanted }, most)
  const named = [...contactIds, ...people.map(({ id }) => id), ...tagged.map(({ contactId }) => contactId)]
  const ids = [...new Set(named)].slice(0, most)
  const found = new Map((await tx.contacts.peekAll(ids)).map((contact) => [contact.id, contact]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Somebody with two numbers gets one text, on the number that comes first. */
function recipientsOf({ createdAt, id }: Broadcast, contacts: readonly Contact[]): readonly BroadcastRecipient[] {
  const people = new Set<string>()
  return contacts.map(({ id: contactId, mergedInto = contactId }, position) => {
    const isKnown = people.has(mergedInto)
    people.add(mergedInto)
    const waiting = { broadcastId: id, position, contactId, status: 'waiting', dueAt: createdAt } as const
    return isKnown ? { ...waiting, status: 'skipped', skipped: 'same-person' } : waiting
  })
}

/** More people come onto the list of a broadcast that nobody has started; whoever is on it stays where they are. */
export async function extendBroadcast(
  flow: Flow,
  broadcast: Broadcast,
  contactIds: readonly string[],
): Promise<Broadcast> {
  const listed = (await flow.tx.recipients.list(broadcast.id)).map(({ contactId }) => contactId)
  const ids = [...new Set([...listed, ...contactIds])].slice(0, mostRecipients)
  const found = new Map((await flow.tx.contacts.peekAll(ids)).map((contact) => [contact.id, contact]))
  const all = recipientsOf(
    broadcast,
    ids.flatMap((id) => found.get(id) ?? []),
  )
  const extended = { ...broadcast, size: all.length }
  await flow.tx.recipients.add(all.filter(({ contactId }) => !listed.includes(contactId)))
  await flow.tx.broadcasts.save(extended)
  return extended
}

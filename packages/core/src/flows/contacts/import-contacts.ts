import type { ContactDetails } from '../../domain/contact-details.js'
import { someOf, tooManyTags, withDetails } from '../../domain/contact-details.js'
import type { Contact } from '../../domain/contact.js'
import {
  readContactRow,
  sameNumberAs,
  type ContactRow,
  type ContactRowReading,
  type ContactRowResult,
} from '../../domain/contact-row.js'
import { isCountry } from '../../domain/phone-number.js'
import { addTags, mostTags } from '../../domain/tag.js'
import { ThreadlineError } from '../../errors.js'
import { findOrAddContact } from '../find-or-make-contact.js'
import { inTransaction, type Flow, type FlowDeps } from '../flow.js'
import { isSame, storeContact } from './change-contact.js'
import { renameMerged } from './merge-contacts.js'

export interface ContactImportOptions<Row extends ContactRow = ContactRow> {
  /** ISO 3166 alpha-2 country in which numbers without `+` are read. @defaultValue that of the first line */
  readonly country?: string
  /** Says what would become of each row, and stores nothing. @defaultValue false */
  readonly dryRun?: boolean
  /** Told of every row in its turn, once what it says is stored. The next rows wait for it. */
  readonly onRow?: (result: ContactRowResult, row: Row) => void | Promise<void>
}

/** How many rows came to what. */
export type ContactImportSummary = Readonly<Record<ContactRowResult['type'], number>>

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>
type Sound = ContactRowReading & { readonly type: 'ok' }
type Refused = Omit<ContactRowResult & { readonly type: 'refused' }, 'line'>
type Taken = Refused | Omit<Exclude<ContactRowResult, { readonly type: 'refused' }>, 'line'>

/** Rows stored in one transaction. */
const batchSize = 200
const host = { type: 'host' } as const

/**
 * Takes in a list of contacts: those that are new are added, of those that are known what the list says is changed. What is
 * empty in the list stays, and so does who is private, blocked or opted out. Taken in again, whole or after it broke off, it
 * changes nothing that it has changed.
 */
export async function importContacts<Row extends ContactRow>(
  deps: FlowDeps,
  workspaceId: string,
  rows: Rows<Row>,
  options: ContactImportOptions<Row> = {},
): Promise<ContactImportSummary> {
  const read = createReader(await countryOf(deps, options.country))
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 }
  for await (const batch of batches(rows)) {
    const readings = batch.map(read)
    const stored = await inTransaction(deps, workspaceId, (flow) => takeBatch(flow, readings, options.dryRun === true))
    for (const [at, row] of batch.entries()) {
      const result = stored[at]
      if (!result) continue
      counts[result.type] += 1
      await options.onRow?.(result, row)
    }
  }
  if (!options.dryRun) deps.emit({ name: 'contacts.imported', event: { workspaceId, ...counts } })
  return counts
}

async function countryOf(deps: FlowDeps, country: string | undefined): Promise<string> {
  await deps.settings.refresh()
  if (country === undefined) return deps.lines.all[0].defaultCountry
  if (isCountry(country)) return country
  throw new ThreadlineError('contact.invalid', `There is no country “${country}”. Write two letters, such as US.`)
}

type Read = ContactRowReading & { readonly line: number }

/** Reads rows one after another: of two with one number the first counts. */
function createReader(country: string): (row: ContactRow) => Read {
  const lineOfNumber = new Map<string, number>()
  let count = 0
  return (row) => {
    count += 1
    const line = row.line ?? count
    const reading = readContactRow(row, country)
    if (reading.type === 'refused') return { ...reading, line }
    const earlier = lineOfNumber.get(reading.address)
    if (earlier !== undefined) return { ...sameNumberAs(earlier), line }
    lineOfNumber.set(reading.address, line)
    return { ...reading, line }
  }
}

/** In order of their numbers, so that two lists taken in at once do not wait for one another in a circle. */
async function takeBatch(
  flow: Flow,
  readings: readonly Read[],
  isDryRun: boolean,
): Promise<readonly ContactRowResult[]> {
  const take = isDryRun ? foreseeRow : storeRow
  const taken = new Map<number, Taken>()
  const sound = [...readings.entries()].filter((entry): entry is [number, Read & Sound] => entry[1].type === 'ok')
  for (const [at, { address, details }] of sound.sort(([, one], [, other]) => (one.address < other.address ? -1 : 1)))
    taken.set(at, await take(flow, address, details))
  return readings.map((reading, at): ContactRowResult => {
    if (reading.type === 'refused') return reading
    return { ...(taken.get(at) ?? unchanged), line: reading.line }
  })
}

const unchanged: Taken = { type: 'unchanged', newTags: [] }

async function foreseeRow(flow: Flow, address: string, details: ContactDetails): Promise<Taken> {
  const contact = await flow.tx.contacts.findByAddress(address)
  if (!contact) return { type: 'added', newTags: addTags([], details.tags ?? []) }
  const changed = after(contact, details)
  return 'type' in changed ? changed : resultOf(contact, changed)
}

async function storeRow(flow: Flow, address: string, details: ContactDetails): Promise<Taken> {
  const { contact: found, isNew } = await findOrAddContact(flow, address, details)
  if (isNew) {
    flow.emit({ name: 'contact.changed', event: { workspaceId: flow.workspaceId, contact: found, by: host } })
    return { type: 'added', newTags: found.tags ?? [] }
  }
  const foreseen = after(found, details)
  if ('type' in foreseen) return foreseen
  if (isSame(found, foreseen)) return unchanged
  const before = await flow.tx.contacts.find(found.id)
  // It was erased, or got another number, between the look and the lock.
  if (before?.address !== address) return storeRow(flow, address, details)
  const changed = after(before, details)
  if ('type' in changed) return changed
  const contact = await storeContact(flow, before, changed, host)
  if (contact.name !== before.name) await renameMerged(flow, contact, host)
  return resultOf(before, contact)
}

function resultOf(before: Contact, contact: Contact): Taken {
  const newTags = (contact.tags ?? []).filter((tag) => !before.tags?.includes(tag))
  return { type: isSame(before, contact) ? 'unchanged' : 'changed', newTags }
}

/**
 * Whoever is the same person as another goes by that one's name, whatever the list calls this number. Tags come on top of
 * theirs; a row with more than there can be is refused, because which of them to leave out is not ours to say.
 */
function after(contact: Contact, { name, tags = [], ...details }: ContactDetails): Contact | Refused {
  const all = addTags(contact.tags ?? [], tags, Infinity)
  if (all.length > mostTags)
    return { type: 'refused', field: 'tags', sentence: `Together with theirs that is too many. ${tooManyTags}` }
  const changed = withDetails(contact, contact.mergedInto === undefined ? { ...details, name } : details)
  return { ...changed, tags: someOf(all) }
}

async function* batches<Row>(rows: Rows<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

import { cleanText } from './clean-text.js'
import { plainName, problemOfDetails, type ContactDetails, type ContactProblem } from './contact-details.js'
import { parsePhoneNumber } from './phone-number.js'

/** A contact as a list has it. A field that is empty says nothing: what is known already stays. Tags come on top of theirs. */
export interface ContactRow extends ContactDetails {
  /** The number in any usual notation. */
  readonly number?: string
  /** Where it stands in its list, for the sentences about it. @defaultValue its place among the rows, from 1 */
  readonly line?: number
}

/** What became of a row. */
export type ContactRowResult =
  | {
      readonly type: 'added' | 'changed' | 'unchanged'
      readonly line: number
      /** Tags that it gives to them, and they did not have. */
      readonly newTags: readonly string[]
    }
  | ({ readonly type: 'refused'; readonly line: number } & ContactProblem)

/** What a row says, or what is wrong with it. The sentences show nothing of what stands in it. */
export type ContactRowReading =
  | { readonly type: 'ok'; readonly address: string; readonly details: ContactDetails }
  | ({ readonly type: 'refused' } & ContactProblem)

/** Reads a row. @param country - ISO 3166 alpha-2 country in which a number without `+` is read */
export function readContactRow(row: ContactRow, country: string): ContactRowReading {
  if (!row.number?.trim()) return refused('number', 'There is no phone number in this row.')
  const number = parsePhoneNumber(row.number, country)
  if (number.type === 'invalid') return refused('number', number.reason)
  const details = filledDetails(row)
  const problem = problemOfDetails(details)
  if (problem?.field === 'zone') return refused('zone', noSuchZone)
  return problem ? { type: 'refused', ...problem } : { type: 'ok', address: number.e164, details }
}

/** Says that an earlier row has the number of a later one. The first one counts, so that a list says the same each time. */
export function sameNumberAs(line: number): ContactRowReading {
  return refused('number', `Line ${line} has the same number, and that one counts.`)
}

const noSuchZone = 'There is no such time zone. One is called America/Chicago, for instance.'

function filledDetails({ name = '', note = '', tags = [], zone = '' }: ContactRow): ContactDetails {
  const filled = { name: plainName(cleanText(name)), zone: cleanText(zone).trim(), note: cleanText(note).trim() }
  const named = Object.entries(filled).filter(([, value]) => value !== '')
  return { ...Object.fromEntries(named), ...(tags.length > 0 && { tags: tags.map(cleanText) }) }
}

const refused = (
  field: ContactProblem['field'],
  sentence: string,
): ContactRowReading & { readonly type: 'refused' } => ({
  type: 'refused',
  field,
  sentence,
})

import type { ContactDetails } from '../contact-details.js'
import { readContactRow, type ContactRow } from '../contact-row.js'
import { parsePhoneNumber } from '../phone-number.js'
import { contactOf, findColumns, type Columns } from './columns.js'
import { problemOfRow, type CsvRow } from './csv-row.js'

/** Somebody on a list. */
export interface ListedPerson {
  readonly line: number
  readonly address: string
  readonly details: ContactDetails
}

/** A row of a list that names nobody who can be texted. */
export interface RefusedRow {
  /** On which it begins, from 1. */
  readonly line: number
  /** What stands in it, with commas between its cells; of a row of numbers, the one that is none. */
  readonly row: string
  /** What is wrong with it, a sentence. */
  readonly reason: string
}

/** What of a list is not on it. */
export interface ListProblems {
  readonly refused: readonly RefusedRow[]
  /** How many more were refused than are named. @defaultValue 0 */
  readonly more?: number
  /** How many times a number stood in it again. */
  readonly repeated: number
}

/** What a list says. Whatever is wrong with some of its rows, the others count. */
export interface ListRead extends ListProblems {
  readonly type: 'read'
  /** Each number once, in the order of the list. */
  readonly people: readonly ListedPerson[]
}

/** `unclear`: it is not clear which column is what. */
export type ListReading = ListRead | { readonly type: 'unclear'; readonly sentence: string }

/**
 * Reads a list as people paste it: numbers, a name and a number to a line, or CSV whose first line names its columns, as for
 * `threadline contacts import`.
 *
 * @param country - ISO 3166 alpha-2 country in which numbers without `+` are read
 */
export function readList([head, ...rest]: readonly CsvRow[], country: string): ListReading {
  if (!head) return { type: 'read', people: [], refused: [], repeated: 0 }
  if (head.cells.some((cell) => parsePhoneNumber(cell, country).type === 'ok')) return read([head, ...rest], country)
  const found = findColumns(head.cells)
  if (found.type === 'several') return { type: 'unclear', sentence: `${found.sentence} Rename one of them.` }
  return found.type === 'found' ? read(rest, country, named(found.columns, head)) : read([head, ...rest], country)
}

/** The contacts that a row names, or what is wrong with it. */
type RowReader = (row: CsvRow, country: string) => readonly ContactRow[] | string

function read(rows: readonly CsvRow[], country: string, contactsOf: RowReader = unnamed): ListRead {
  const people = new Map<string, ListedPerson>()
  const refused: RefusedRow[] = []
  let repeated = 0
  for (const row of rows) {
    const { cells, line } = row
    const whole = cells.map((cell) => cell.trim()).join(', ')
    const refuse = (reason: string, part = whole) => refused.push({ line, row: part, reason })
    const contacts = contactsOf(row, country)
    if (typeof contacts === 'string') {
      refuse(contacts)
      continue
    }
    for (const contact of contacts) {
      const reading = readContactRow(contact, country)
      if (reading.type === 'refused') refuse(reading.sentence, contacts.length > 1 ? contact.number : whole)
      else if (people.has(reading.address)) repeated += 1
      else people.set(reading.address, { line, address: reading.address, details: reading.details })
    }
  }
  return { type: 'read', people: [...people.values()], refused, repeated }
}

/** Rows under a line that names the columns. */
function named(columns: Columns, { cells: { length } }: CsvRow): RowReader {
  return (row) => problemOfRow(row, length) ?? [contactOf(row.cells, columns)]
}

/** Without such a line, a row is numbers, or one number with a name before or behind it. */
function unnamed({ cells, isBroken }: CsvRow, country: string): readonly ContactRow[] | string {
  const problem = problemOfRow({ cells, isBroken }, cells.length)
  if (problem !== undefined) return problem
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const isName = (cell: string) => /\p{L}/u.test(cell) && parsePhoneNumber(cell, country).type !== 'ok'
  const [name, ...more] = filled.length > 1 ? filled.filter(isName) : []
  if (name === undefined) return filled.map((number) => ({ number }))
  const numbers = filled.filter((cell) => !isName(cell))
  if (more.length > 0 && numbers.length > 0) return tooManyNames
  if (numbers.length > 1) return tooManyNumbers
  return [{ number: numbers[0], name }]
}

const tooManyNumbers = 'There is more than one number with this name. Give each a row of its own.'
const tooManyNames =
  'There is more than a name and a number: a name with a comma in it belongs in quotation marks, and for more columns the first line has to name them.'

/** As many as are named where all of them would be too much. */
const mostNamed = 3

/** What is wrong with rows, in sentences that show nothing of what stands in them. */
export function rowsInWords(refused: readonly RefusedRow[]): string {
  const rest = refused.length - mostNamed
  const sentences = refused.slice(0, mostNamed).map(({ line, reason }) => `Line ${line}: ${reason}`)
  return [...sentences, ...(rest > 0 ? [`There are ${rest} more.`] : [])].join(' ')
}

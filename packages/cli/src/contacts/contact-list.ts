import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { contactOf, findColumns, problemOfRow, type ColumnField, type Columns, type ContactRow } from '@threadline/core'
import { misused } from '../misused.js'
import { readCsv } from '../csv/read-csv.js'

/** A file of contacts, open at its first row. */
export interface ContactList {
  /** Names of its columns. */
  readonly header: readonly string[]
  readonly rows: AsyncIterable<ListedContact>
  /** About how much of it has been taken out, from 0 to 1. */
  progress(): number
}

/** A contact, with the row that says so. */
export interface ListedContact extends ContactRow {
  readonly line: number
  readonly cells: readonly string[]
  /** What is wrong with the row as such: then it is no contact, whatever it looks like. */
  readonly misshapen?: string
}

/**
 * Opens a CSV file whose first line names its columns.
 *
 * @throws ThreadlineError `configuration.invalid` when it does not
 */
export async function openContactList(
  path: string,
  chosen: Partial<Record<ColumnField, string>>,
): Promise<ContactList> {
  const { size } = await stat(path)
  const rows = readCsv(createReadStream(path))
  const first = await rows.next()
  if (first.done) throw misused('The file is empty.')
  const header = first.value.cells
  const columns = columnsOf(header, chosen)
  let taken = lengthOf(header)

  async function* listed(): AsyncGenerator<ListedContact> {
    for await (const row of rows) {
      const { cells, line } = row
      taken += lengthOf(cells)
      yield { ...contactOf(cells, columns), line, cells, misshapen: problemOfRow(row, header.length) }
    }
  }
  return { header, rows: listed(), progress: () => Math.min(1, taken / size) }
}

/** Bytes of a row in the file, give or take quotation marks: the file itself is read ahead of its rows. */
const lengthOf = (cells: readonly string[]): number => Buffer.byteLength(cells.join(',')) + 1

/** @throws ThreadlineError `configuration.invalid` when it is not clear which column is what */
function columnsOf(header: readonly string[], chosen: Partial<Record<ColumnField, string>>): Columns {
  const found = findColumns(header, chosen)
  if (found.type === 'found') return found.columns
  const { field, sentence, type } = found
  throw misused([sentence, ...(type === 'unnamed' ? [] : [advice[type](field)])].join(' '))
}

const advice = {
  missing: (field: ColumnField) => `Say which has the numbers: --map ${field}="Its name".`,
  several: (field: ColumnField) => `Choose one: --map ${field}="Its name".`,
} as const

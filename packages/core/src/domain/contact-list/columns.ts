import type { ContactRow } from '../contact-row.js'

/** What a column of a list can hold. */
export const columnFields = ['phone', 'name', 'first-name', 'last-name', 'zone', 'note', 'tags'] as const
export type ColumnField = (typeof columnFields)[number]

/** Which column holds what, by its place. */
export type Columns = Partial<Readonly<Record<ColumnField, number>>>

/** `missing`: none is called like numbers. `several`: more than one may be the field. `unnamed`: there is none of the name that was said. */
export interface ColumnProblem {
  readonly type: 'missing' | 'several' | 'unnamed'
  readonly field: ColumnField
  /** What is wrong, not yet what to do about it. */
  readonly sentence: string
}

export type ColumnsReading = { readonly type: 'found'; readonly columns: Columns } | ColumnProblem

/** Finds the columns of a list by their names. @param chosen - names of columns that were said outright */
export function findColumns(
  header: readonly string[],
  chosen: Partial<Readonly<Record<ColumnField, string>>> = {},
): ColumnsReading {
  const columns: Partial<Record<ColumnField, number>> = {}
  for (const field of columnFields) {
    const name = chosen[field]
    const place = name === undefined ? guess(field, header) : placeOf(field, name, header)
    if (typeof place === 'object') return place
    if (place !== undefined) columns[field] = place
  }
  if (columns.phone !== undefined) return { type: 'found', columns }
  return { type: 'missing', field: 'phone', sentence: 'No column is called phone, mobile or the like.' }
}

/** A row of the list as a contact. */
export function contactOf(cells: readonly string[], columns: Columns): ContactRow {
  const cell = (field: ColumnField) => withoutGuard(cells[columns[field] ?? -1]?.trim() ?? '')
  const parts = [cell('first-name'), cell('last-name')].filter(Boolean).join(' ')
  const details = { name: cell('name') || parts, zone: cell('zone'), note: cell('note'), tags: tagsIn(cell('tags')) }
  return { number: cell('phone'), ...details }
}

/** Tags in one cell, with commas, semicolons or bars between them, as exports write them. */
const tagsIn = (cell: string): readonly string[] =>
  cell
    .split(/[,;|]|:::/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

/** An apostrophe before what a spreadsheet would take for a formula, as in our own reports, is no part of the cell. */
const withoutGuard = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '')

/** The usual names, as spreadsheets, phones and address books write them; without blanks, marks and case. */
const usualNames: Readonly<Record<ColumnField, readonly string[]>> = {
  phone: (
    'phone phonenumber number mobile mobilephone mobilenumber mobilephonenumber cell cellphone cellnumber cellphonenumber ' +
    'tel telephone telephonenumber phone1value primaryphone contactnumber sms smsnumber whatsapp msisdn e164 ' +
    'telefon telefono telefonnummer handy handynummer mobil mobiltelefon movil celular rufnummer numero'
  ).split(' '),
  name: 'name fullname displayname contact contactname customer customername client clientname nombre nom'.split(' '),
  'first-name': 'firstname first givenname forename vorname prenom nombredepila'.split(' '),
  'last-name': 'lastname last surname familyname nachname apellido apellidos nomdefamille'.split(' '),
  zone: 'zone timezone tz timezoneid zeitzone'.split(' '),
  note: 'note notes comment comments remark remarks memo description bemerkung notiz notas'.split(' '),
  tags: 'tags tag labels label groups group groupmembership etiketten etiquetas etiquettes schlagworte'.split(' '),
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{Nd}]/gu, '')

function guess(field: ColumnField, header: readonly string[]): number | ColumnProblem | undefined {
  const found = header.flatMap((name, at) => (usualNames[field].includes(plain(name)) ? [at] : []))
  if (found.length <= 1) return found[0]
  const names = found.map((at) => `“${header[at]?.trim()}”`).join(' and ')
  return { type: 'several', field, sentence: `The columns ${names} may both be the ${field}.` }
}

function placeOf(field: ColumnField, name: string, header: readonly string[]): number | ColumnProblem {
  const places = [...header.keys()]
  const at =
    places.find((place) => header[place]?.trim() === name.trim()) ??
    places.find((place) => plain(header[place] ?? '') === plain(name))
  if (at !== undefined) return at
  return { type: 'unnamed', field, sentence: `There is no column “${name}” in the first line of the file.` }
}

/** A row of a CSV text. */
export interface CsvRow {
  /** Line on which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Whether a quotation mark in it is opened and never closed, so that what follows was taken for part of it. */
  readonly isBroken: boolean
}

/** How many lines of its text a row takes: a cell in quotation marks may hold line ends. */
export const linesOf = (cells: readonly string[]): number => cells.join('').split('\n').length

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

const delimiters = [',', ';', '\t', '|'] as const

/** Comma, semicolon, tab or bar: whichever there is most of, outside of quotation marks. */
export function delimiterOf(text: string): string {
  const bare = text.replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: string) => bare.split(delimiter).length
  return [...delimiters].sort((one, other) => count(other) - count(one))[0] ?? ','
}

/** What is wrong with a row as such, in a list of so many columns: then it is no contact, whatever it looks like. */
export function problemOfRow(
  { cells, isBroken }: Pick<CsvRow, 'cells' | 'isBroken'>,
  width: number,
): string | undefined {
  if (isBroken)
    return 'A quotation mark is opened here and not closed as it should be, so rows behind it may be missing.'
  const isTooLong = cells.slice(width).some((cell) => cell.trim() !== '')
  return isTooLong
    ? 'There are more cells than columns: a cell with a comma in it belongs in quotation marks.'
    : undefined
}

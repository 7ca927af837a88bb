import type { Doing, Showing } from './way.js'

/** How ways in stand in docs/events.md, one in a row. */

export const writtenDoing = ({ because, code, events, what }: Doing): string =>
  row(
    what,
    [...code.map(quoted), ...(because === undefined ? [] : [because])].join(', '),
    events.map(quoted).join(', '),
  )

export const writtenShowing = ({ code = [], what }: Showing): string => row(what, code.map(quoted).join(', '))

/** Rows of the tables under a heading, whatever they are aligned to. */
export function rowsUnder(markdown: string, heading: string): readonly string[] {
  const [, after = ''] = markdown.split(`\n## ${heading}\n`)
  const [section = ''] = after.split('\n## ')
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  // The first two are the names of the columns.
  return lines.slice(2).map((line) => row(...line.split('|').slice(1, -1)))
}

const row = (...cells: readonly string[]): string => `| ${cells.map((cell) => cell.trim()).join(' | ')} |`
const quoted = (name: string): string => `\`${name}\``

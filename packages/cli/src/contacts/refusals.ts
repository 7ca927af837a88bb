import { close, csvLine, openFile, write } from '../csv/write-csv.js'

/** A row that was refused, and why. */
export interface Refusal {
  readonly line: number
  readonly sentence: string
  readonly cells: readonly string[]
}

/** The rows that were refused, in the order of the list. */
export interface Refusals {
  /** Notes one whose turn has come. */
  add(refusal: Refusal): Promise<void>
  /** Notes one that comes before others which are still being looked at. */
  hold(refusal: Refusal): void
  /** Notes those held whose turn comes before a line. */
  release(line: number): Promise<void>
  readonly count: number
  /** The first few in words, without what stands in them. */
  readonly named: readonly string[]
  close(): Promise<void>
}

const mostNamed = 5

/**
 * Keeps refusals in a CSV file, when one is asked for: each with its line, what was wrong, and the row itself, so that it can be
 * put right and taken in again.
 */
export async function openRefusals(path: string | undefined, header: readonly string[]): Promise<Refusals> {
  const file = path === undefined ? undefined : await openFile(path)
  const named: string[] = []
  const held: Refusal[] = []
  let count = 0

  async function add({ cells, line, sentence }: Refusal): Promise<void> {
    count += 1
    if (named.length < mostNamed) named.push(`Line ${line}: ${sentence}`)
    if (file) await write(file, csvLine([String(line), sentence, ...cells]))
  }

  if (file) await write(file, csvLine(['line', 'problem', ...header]))
  return {
    add,
    hold: (refusal) => void held.push(refusal),
    async release(line) {
      for (let first = held[0]; first && first.line < line; first = held[0]) {
        held.shift()
        await add(first)
      }
    },
    get count() {
      return count
    },
    named,
    close: async () => file && close(file),
  }
}

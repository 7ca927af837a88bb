import { Readable, PassThrough, pipeline } from 'node:stream'
import { delimiterOf, isBlankRow, linesOf, type CsvRow } from '@threadline/core'
import Papa from 'papaparse'
import { decode } from './decode.js'

/** Reads a CSV file row by row, however long it is. Comma, semicolon, tab or bar: whichever its first line has most of. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const [head, text] = await peekLine(decode(bytes))
  let line = 1
  for await (const { cells, isBroken } of parse(text, delimiterOf(head))) {
    if (!isBlankRow(cells)) yield { line, cells, isBroken }
    line += linesOf(cells)
  }
}

type Parsed = Omit<CsvRow, 'line'>

/** Parser and file are stopped while nobody takes rows, so that no more than a piece of the file is in memory. */
function parse(text: AsyncIterable<string>, delimiter: string): AsyncIterable<Parsed> {
  const rows = new PassThrough({ objectMode: true })
  const source = new PassThrough({ encoding: 'utf8' })
  pipeline(Readable.from(text), source, (error) => error && rows.destroy(error))
  Papa.parse<string[]>(source, {
    delimiter,
    newline: '\n',
    chunk({ data, errors }, parser) {
      const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
      for (const [at, cells] of data.entries()) rows.write({ cells, isBroken: broken.has(at) } satisfies Parsed)
      if (!rows.writableNeedDrain) return
      parser.pause()
      source.pause()
      rows.once('drain', () => {
        source.resume()
        parser.resume()
      })
    },
    error: (error) => void rows.destroy(error),
    complete: () => void rows.end(),
  })
  rows.once('close', () => source.destroy())
  return rows as AsyncIterable<Parsed>
}

/** The first line, and the whole text with it. */
async function peekLine(text: AsyncGenerator<string>): Promise<readonly [string, AsyncIterable<string>]> {
  let start = ''
  while (!start.includes('\n')) {
    const next = await text.next()
    if (next.done) break
    start += next.value
  }
  const [head = ''] = start.split('\n', 1)
  return [head, concatenate(start, text)]
}

async function* concatenate(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start
  yield* rest
}

import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { fc } from './support/fast-check.js'
import type { CsvRow } from '@threadline/core'
import { readCsv } from '../src/csv/read-csv.js'
import { csvLine } from '../src/csv/write-csv.js'

async function rowsOf(text: string | Uint8Array, pieceLength = 7): Promise<readonly CsvRow[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength)
  }
  return (await Readable.from(readCsv(pieces())).toArray()) as CsvRow[]
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

it('every row comes back as it was written, with its line, whatever delimits it and wherever the file is cut', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('', ' ', 'a,b;c\td|e', 'say "hi"', 'two\r\nlines', 'old\rmac'),
  )
  const file = fc.record({
    rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '\uFEFF'),
    pieceLength: fc.integer({ min: 1, max: 20 }),
  })
  await fc.assert(
    fc.asyncProperty(file, async ({ delimiter, lineEnd, mark, pieceLength, rows }) => {
      const lines = [['phone', 'name', 'note'], ...rows]
      const text = mark + lines.map((cells) => cells.map(quoted).join(delimiter) + lineEnd).join('')
      const oneEnd = (value: string) => value.replaceAll(/\r\n?/g, '\n')
      let line = 1
      const expected = lines.flatMap((cells) => {
        const row = { line, cells: cells.map(oneEnd), isBroken: false }
        line += oneEnd(cells.join('|')).split('\n').length
        return isBlank(cells) ? [] : [row]
      })
      expect(await rowsOf(text, pieceLength)).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})

it('a spreadsheet’s UTF-16 is read, and another encoding is refused with what to do', async () => {
  const utf16 = Buffer.from('\uFEFFphone;näme\r\n1;ö', 'utf16le')
  expect((await rowsOf(utf16)).map(({ cells }) => cells)).toEqual([
    ['phone', 'näme'],
    ['1', 'ö'],
  ])
  await expect(rowsOf(Buffer.from('phone,n\xe4me\n', 'latin1'))).rejects.toThrow('CSV UTF-8')
})

it('a quotation mark that is never closed is told of', async () => {
  expect((await rowsOf('phone,name\n1,"x\n2,y\n')).map(({ isBroken }) => isBroken)).toEqual([false, true])
})

it.each(['=1+1', '+cmd', '-1', '@x', '\tx'])('%j is written so that no spreadsheet runs it', async (cell) => {
  const [row] = await rowsOf(csvLine([cell]))
  expect(row?.cells).toEqual([`'${cell}`])
  expect(csvLine(['+14155550123', 'x'])).toBe('+14155550123,x\r\n')
})

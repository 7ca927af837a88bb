import { delimiterOf, isBlankRow, linesOf, type CsvRow } from '../../domain/contact-list/csv-row.js'

/** The rows of a list as people paste it. What parses them is loaded for the first list only. */
export async function listRows(text: string): Promise<readonly CsvRow[]> {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  if (plain.trim() === '') return []
  const { default: Papa } = await import('papaparse')
  const { data, errors } = Papa.parse<string[]>(plain, { delimiter: delimiterOf(telling(plain)), newline: '\n' })
  const broken = new Set(errors.filter(({ type }) => type === 'Quotes').map((error) => error.row))
  let line = 1
  return data.flatMap((cells, at) => {
    const row = { line, cells, isBroken: broken.has(at) }
    line += linesOf(cells)
    return isBlankRow(cells) ? [] : [row]
  })
}

/** Its first line says what is between the cells, or all lines together where that is a number alone. */
function telling(text: string): string {
  const [head = ''] = text.trimStart().split('\n', 1)
  return /[,;\t|]/.test(head) ? head : text
}

/** The text of a file: UTF-8, or UTF-16 that says so. `undefined` when it is neither. */
export function listText(bytes: Uint8Array): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import Papa from 'papaparse'

/**
 * A line of CSV. Cells that a spreadsheet would take for a formula are kept from it by an apostrophe; a phone number with its
 * `+` is none.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { escapeFormulae: /^(?!\+[\d ().-]+$)[=+\-@\t\r]/ })}\r\n`
}

/** Writes, and waits when whoever reads is slower. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

/** A file to write people's data to, for its owner's eyes only. It begins so that a spreadsheet knows it is UTF-8. */
export async function openFile(path: string, isCsv = true): Promise<Writable> {
  const file = createWriteStream(path, { mode: 0o600 })
  await once(file, 'open')
  if (isCsv) file.write('\uFEFF')
  return file
}

/** Ends a file and waits until it is written. */
export async function close(file: Writable): Promise<void> {
  file.end()
  await finished(file)
}

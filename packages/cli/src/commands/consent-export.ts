import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { ConsentRecord } from '@threadline/core'
import { close, csvLine, openFile, write } from '../csv/write-csv.js'
import { misused } from '../misused.js'
import { grouped } from '../progress.js'
import { buildDesk } from '../settings/build-desk.js'
import { note } from '../terminal.js'
import { requireRealDesk, type Command } from './command.js'

const help = `Writes the consent log, oldest first: what was written or said, when, which rule or person decided, and about whom.
Of somebody who was erased it has neither number nor words.

  --since DATE      from that day or time on, such as 2026-01-31 (by UTC) or 2026-01-31T09:00:00-06:00
  --format csv|json csv is the default; cells that a spreadsheet would run as a formula have an apostrophe in front
  --out FILE        into a file that only you can read, in place of standard output

Exit codes: 0 written, 1 it could not run.`

/** `threadline consent export` */
export const consentExport: Command = {
  name: 'consent export',
  usage: '[--since DATE] [--format csv|json] [--out FILE]',
  summary: 'writes the log of opt-outs and opt-ins',
  help,
  async run(words, terminal) {
    const { format, out, since } = readWords(words)
    const desk = await buildDesk(requireRealDesk(terminal))
    try {
      const records = desk.threadline.contacts.consentLog({ since })
      const count = await (out === undefined
        ? writeRecords(records, format, terminal.stdout)
        : writeFile(records, format, out))
      note(terminal, `${grouped(count)} ${count === 1 ? 'entry' : 'entries'}.`)
      return 0
    } finally {
      await desk.close()
    }
  },
}

type Format = 'csv' | 'json'

function readWords(words: readonly string[]): {
  readonly format: Format
  readonly out?: string
  readonly since?: Date
} {
  const { values } = parseArgs({
    args: [...words],
    options: { since: { type: 'string' }, format: { type: 'string', default: 'csv' }, out: { type: 'string' } },
  })
  const { format, out } = values
  if (format !== 'csv' && format !== 'json') throw misused(`--format takes csv or json, not “${format}”.`)
  const since = values.since === undefined ? undefined : new Date(values.since)
  if (since && Number.isNaN(since.getTime())) throw misused('--since takes a date such as 2026-01-31.')
  return { format, out, since }
}

/** A file that is there is whole: until then it has another name. */
async function writeFile(records: AsyncIterable<ConsentRecord>, format: Format, path: string): Promise<number> {
  const unfinished = `${path}.unfinished`
  const file = await openFile(unfinished, format === 'csv')
  try {
    const count = await writeRecords(records, format, file)
    await close(file)
    await rename(unfinished, path)
    return count
  } catch (error) {
    file.destroy()
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeRecords(records: AsyncIterable<ConsentRecord>, format: Format, stream: Writable): Promise<number> {
  let count = 0
  await write(stream, format === 'csv' ? csvLine(columns) : '[')
  for await (const record of records) {
    const line = format === 'csv' ? csvLine(cellsOf(record)) : `${count === 0 ? '\n' : ',\n'}${JSON.stringify(record)}`
    await write(stream, line)
    count += 1
  }
  if (format === 'json') await write(stream, '\n]\n')
  return count
}

const columns = ['at', 'number', 'change', 'text', 'matcher', 'actor', 'contact', 'id']

function cellsOf({ actor, at, change, contactId, id, matcher, number = '', text }: ConsentRecord): readonly string[] {
  return [at.toISOString(), number, change, text, matcher, actor, contactId, id]
}

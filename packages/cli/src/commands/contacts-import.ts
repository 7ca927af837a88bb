import { realpath } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { columnFields, type ColumnField } from '@threadline/core'
import { openContactList } from '../contacts/contact-list.js'
import { takeList, type TakenList } from '../contacts/take-list.js'
import { misused } from '../misused.js'
import { grouped } from '../progress.js'
import { buildDesk } from '../settings/build-desk.js'
import { print } from '../terminal.js'
import { requireRealDesk, type Command } from './command.js'

const help = `Takes in a CSV file of contacts. Its first line names the columns: phone, name (or first name and last name),
time zone, note, tags, in the usual spellings and languages. Whoever is new is added; of whoever is known, what the
file says otherwise is changed, and tags (several in a cell: "vip; class of 30") come on top of theirs. Empty cells
change nothing. Run it again after it broke off, as often as you like.

  --dry-run         says what would happen, and stores nothing
  --report FILE     writes every refused row to FILE, with its line number and what is wrong with it
  --country US      country in which numbers without + are read; DEFAULT_COUNTRY, or what Channel settings say, otherwise
  --map FIELD=NAME  the column called NAME has the ${columnFields.join(', ')}

Exit codes: 0 all rows taken, 2 some refused, 1 it could not run.`

/** `threadline contacts import people.csv` */
export const contactsImport: Command = {
  name: 'contacts import',
  usage: 'FILE [--dry-run] [--report FILE] [--country US] [--map phone=Mobile]…',
  summary: 'takes in a CSV file of contacts',
  help,
  async run(words, terminal) {
    const options = readWords(words)
    const settings = requireRealDesk(terminal)
    const list = await openContactList(options.file, options.columns)
    if (options.report) await requireOther(options.file, options.report)
    const desk = await buildDesk(settings)
    try {
      const summary = await takeList(desk.threadline.contacts, list, options, terminal)
      for (const line of sentencesOf(summary, options)) print(terminal, line)
      return summary.refused > 0 ? 2 : 0
    } finally {
      await desk.close()
    }
  },
}

interface ImportWords {
  readonly file: string
  readonly dryRun: boolean
  readonly report?: string
  readonly country?: string
  readonly columns: Partial<Record<ColumnField, string>>
}

function readWords(words: readonly string[]): ImportWords {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      report: { type: 'string' },
      country: { type: 'string' },
      map: { type: 'string', multiple: true, default: [] },
    },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw misused('Name one CSV file: threadline contacts import people.csv')
  const { country, report } = values
  return { file, dryRun: values['dry-run'], report, country, columns: readMap(values.map) }
}

function readMap(pairs: readonly string[]): Partial<Record<ColumnField, string>> {
  const entries = pairs.map((pair): [string, string] => {
    const [field = '', ...name] = pair.split('=')
    if (columnFields.some((known) => known === field) && name.length > 0) return [field, name.join('=')]
    throw misused(`--map takes FIELD=NAME, and for FIELD one of ${columnFields.join(', ')}.`)
  })
  return Object.fromEntries(entries)
}

/** A report over the list itself would destroy it. */
async function requireOther(file: string, report: string): Promise<void> {
  const target = await realpath(report).catch(() => undefined)
  if (target === (await realpath(file))) throw misused('The report would overwrite the list. Give it another name.')
}

function sentencesOf(summary: TakenList, { dryRun, report }: ImportWords): readonly string[] {
  const [added, changed, unchanged, refused] = [summary.added, summary.changed, summary.unchanged, summary.refused].map(
    grouped,
  )
  const counts = `${added} added, ${changed} changed, ${unchanged} as they were, ${refused} refused.`
  const where = report ? `The refused rows are in ${report}.` : 'Add --report FILE to have the refused rows in a file.'
  return [
    dryRun ? `Nothing was stored. It would be: ${counts}` : counts,
    ...(summary.tags.size > 0 ? [tagsInWords(summary.tags)] : []),
    ...(summary.refused > 0 ? [where] : []),
  ]
}

const mostTags = 10

/** The tags that most get, so that a column which was none of tags is noticed. */
function tagsInWords(tags: TakenList['tags']): string {
  const sorted = [...tags].toSorted((a, b) => b[1] - a[1])
  const named = sorted.slice(0, mostTags).map(([tag, count]) => `“${tag}” for ${grouped(count)}`)
  const rest = sorted.length - named.length
  return `Tags: ${named.join(', ')}${rest > 0 ? `, and ${grouped(rest)} more tags` : ''}.`
}

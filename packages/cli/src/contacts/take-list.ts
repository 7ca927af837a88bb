import type { ContactImportSummary, ContactsApi } from '@threadline/core'
import { createProgress } from '../progress.js'
import { note, type Terminal } from '../terminal.js'
import type { ContactList, ListedContact } from './contact-list.js'
import { openRefusals, type Refusals } from './refusals.js'

export interface TakeOptions {
  readonly dryRun: boolean
  readonly report?: string
  readonly country?: string
}

/** What came of a list. */
export interface TakenList extends ContactImportSummary {
  /** Tags that it gives, with how many get them. */
  readonly tags: ReadonlyMap<string, number>
}

/** Has a desk take in a list, and shows how far it is. */
export async function takeList(
  contacts: ContactsApi,
  list: ContactList,
  { country, dryRun, report }: TakeOptions,
  terminal: Terminal,
): Promise<TakenList> {
  const refusals = await openRefusals(report, list.header)
  const progress = createProgress(terminal, 'rows')
  const tags = new Map<string, number>()
  let count = 0
  try {
    const summary = await contacts.import(wellShaped(list.rows, refusals), {
      country,
      dryRun,
      async onRow(result, { cells, line }) {
        await refusals.release(line)
        if (result.type === 'refused') await refusals.add({ line, cells, sentence: result.sentence })
        else for (const tag of result.newTags) tags.set(tag, (tags.get(tag) ?? 0) + 1)
        progress.show(list.progress(), (count += 1))
      },
    })
    await refusals.release(Infinity)
    return { ...summary, refused: refusals.count, tags }
  } finally {
    progress.end()
    for (const sentence of refusals.named) note(terminal, sentence)
    await refusals.close()
  }
}

/** Rows that the desk need not look at wait for their turn among the refused ones. */
async function* wellShaped(rows: AsyncIterable<ListedContact>, refusals: Refusals): AsyncGenerator<ListedContact> {
  for await (const row of rows) {
    if (row.misshapen === undefined) yield row
    else refusals.hold({ line: row.line, cells: row.cells, sentence: row.misshapen })
  }
}

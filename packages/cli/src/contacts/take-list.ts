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

/** Has a desk take in a list, and shows how far it is. */
export async function takeList(
  contacts: ContactsApi,
  list: ContactList,
  { country, dryRun, report }: TakeOptions,
  terminal: Terminal,
): Promise<ContactImportSummary> {
  const refusals = await openRefusals(report, list.header)
  const progress = createProgress(terminal, 'rows')
  let count = 0
  try {
    const summary = await contacts.import(wellShaped(list.rows, refusals), {
      country,
      dryRun,
      async onRow(result, { cells, line }) {
        await refusals.release(line)
        if (result.type === 'refused') await refusals.add({ line, cells, sentence: result.sentence })
        progress.show(list.progress(), (count += 1))
      },
    })
    await refusals.release(Infinity)
    return { ...summary, refused: refusals.count }
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

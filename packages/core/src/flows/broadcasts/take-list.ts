import { readList, rowsInWords, type ListProblems, type ListReading } from '../../domain/contact-list/read-list.js'
import type { CsvRow } from '../../domain/contact-list/csv-row.js'
import type { Effect } from '../../domain/effect.js'
import { excerpt } from '../../domain/excerpt.js'
import { progressLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'
import { extendBroadcast, nobody } from './draft-broadcast.js'
import { listedContacts } from './listed-contacts.js'

/** So many come onto a list in one transaction. */
export const mostInFile = 1_000

/** The largest file that is read as a list, in bytes. */
export const largestList = 1_000_000

export const noFilesHere = 'Files cannot be read here. Paste the list.'

/** More rows than these are not shown anyway. */
const mostShown = 15

export type ListWanted = Extract<Effect, { readonly type: 'read-list' }>

/** Puts those who are named in a file onto the list of a broadcast that waits for it, and shows what it would do. */
export async function takeList(flow: Flow, wanted: ListWanted, rows: readonly CsvRow[]): Promise<void> {
  const broadcast = await flow.tx.broadcasts.find(wanted.broadcastId)
  const line = broadcast && flow.lines.find(broadcast.lineId)
  if (broadcast?.status !== 'draft' || !line) return
  const list = readList(rows, line.defaultCountry)
  const problem = problemOf(list)
  if (problem !== undefined || list.type === 'unclear') return showPreview(flow, wanted, { problem })
  const ids = await listedContacts(flow, list.people, broadcast.author)
  const { size } = await extendBroadcast(flow, broadcast, ids)
  const nobodyIsLeft = list.refused.length > 0 ? rowsInWords(list.refused) : nobody
  await showPreview(flow, wanted, size === 0 ? { problem: nobodyIsLeft } : { list })
}

function problemOf(list: ListReading): string | undefined {
  if (list.type === 'unclear') return list.sentence
  if (list.people.length <= mostInFile) return undefined
  return `This file names more than ${mostInFile.toLocaleString('en')} people. Take it in with “threadline contacts import”, with a tag, and broadcast to that tag.`
}

interface Shown {
  readonly problem?: string | undefined
  readonly list?: ListProblems
}

/** Has the window that waits show it. */
export async function showPreview(
  flow: Flow,
  { broadcastId, formId, memberId }: ListWanted,
  { list = { refused: [], repeated: 0 }, problem }: Shown,
): Promise<void> {
  const refused = list.refused.slice(0, mostShown).map((row) => ({ ...row, row: excerpt(row.row, 40) }))
  const more = list.refused.length - refused.length
  await flow.enqueue(progressLane(broadcastId), {
    type: 'show-preview',
    broadcastId,
    formId,
    memberId,
    refused,
    ...(more > 0 && { more }),
    repeated: list.repeated,
    ...(problem !== undefined && { problem }),
  })
}

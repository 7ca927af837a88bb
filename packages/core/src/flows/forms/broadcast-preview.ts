import type { Broadcast } from '../../domain/broadcast.js'
import { skippedInWords } from '../../domain/broadcast-view.js'
import type { ListProblems } from '../../domain/contact-list/read-list.js'
import { inWords } from '../../domain/duration.js'
import { excerpt } from '../../domain/excerpt.js'
import type { FormView, PanelItem } from '../../domain/form.js'
import type { Line } from '../../domain/line.js'
import { startBroadcast } from '../broadcasts/change-broadcast.js'
import { previewBroadcast, type BroadcastPreview } from '../broadcasts/preview-broadcast.js'
import { isDuplicate, type Flow } from '../flow.js'
import type { FormSubmit } from './form-submit.js'
import { noticeForm } from './notice.js'

/** What a broadcast would do, with the button that starts it. */
export async function broadcastPreviewForm(
  flow: Flow,
  broadcast: Broadcast,
  line: Line,
  list: ListProblems,
): Promise<FormView> {
  const preview = await previewBroadcast(flow, broadcast, line)
  return {
    name: 'broadcast-preview',
    title: '📣 Broadcast',
    ...(preview.texts > 0 ? { submit: 'Start' } : {}),
    subject: broadcast.id,
    items: [...itemsOf(preview, line), ...rowItems(list)],
  }
}

function itemsOf(
  { example = '', later, segments, skipped, takesMs, texts }: BroadcastPreview,
  line: Line,
): readonly PanelItem[] {
  const noted = [
    ...(later > 0 ? [`🌙 ${later} of them have quiet hours, and get it when these are over.`] : []),
    ...(skippedInWords(skipped) === '' ? [] : [`🚫 Not texted: ${skippedInWords(skipped)}`]),
    ...(texts > line.dailyTexts && line.dailyTexts > 0
      ? [`📆 This line sends ${line.dailyTexts} texts a day, so it takes several days.`]
      : []),
    ...(texts > 0 ? ['All of it is looked at again for each of them when their text leaves.'] : []),
  ]
  return [
    {
      type: 'entry',
      title: texts === 0 ? 'Nobody gets this text' : `${people(texts)} this text from “${line.name}”`,
      ...(texts === 0
        ? {}
        : { detail: `${segments} ${segments === 1 ? 'part' : 'parts'} in all, ${lasting(takesMs)}` }),
    },
    ...(example === '' ? [] : [{ type: 'quote', text: excerpt(example, 1_000) } as const]),
    ...noted.map((text) => ({ type: 'note', text }) as const),
  ]
}

/** As many as are shown; an entry has room for more words than these can have. */
const mostRows = 15

/** What of a pasted list is not on it. */
function rowItems({ more = 0, refused, repeated }: ListProblems): readonly PanelItem[] {
  const count = refused.length + more
  const rest = count - mostRows
  const rows = refused
    .slice(0, mostRows)
    .map(({ line, reason, row }) => `Line ${line}, “${excerpt(row, 40)}”: ${reason}`)
  const title =
    refused.length === 1 ? '⚠️ 1 row of the list cannot be used' : `⚠️ ${count} rows of the list cannot be used`
  const detail = [
    ...rows,
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    'Cancel to put them right. Start goes without them.',
  ]
  return [
    ...(repeated > 0 ? [{ type: 'note', text: `👥 ${timesAgain(repeated)}, and counts once.` } as const] : []),
    ...(refused.length > 0 ? [{ type: 'entry', title, detail: detail.join('\n') } as const] : []),
  ]
}

const timesAgain = (count: number): string =>
  count === 1 ? 'A number of the list stands in it again' : `${count} times a number of the list stands in it again`

const people = (count: number): string => (count === 1 ? '1 person gets' : `${count} people get`)

const lasting = (ms: number): string => (ms < 60_000 ? 'within a minute' : `within about ${inWords(ms)}`)

/** Somebody has read it and starts it. */
export const submitBroadcastPreview: FormSubmit = async (flow, event) => {
  if (await isDuplicate(flow, event.identities, 'broadcast-preview')) return undefined
  const result = await startBroadcast(flow, event.subject)
  if (result.type === 'changed') return { type: 'close-all' }
  return { type: 'form', placement: 'instead', form: noticeForm(result.sentence) }
}

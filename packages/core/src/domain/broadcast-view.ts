import { totalOf, type Broadcast, type BroadcastProgress, type SkipReason } from './broadcast.js'
import { excerpt } from './excerpt.js'
import { adviceFor } from './failure-advice.js'
import type { ButtonView, PanelItem } from './form.js'

/** How a broadcast goes, in the one post that it has: it is changed, never followed by another. */
export function broadcastItems(broadcast: Broadcast, progress: BroadcastProgress): readonly PanelItem[] {
  const { because, text, waitsUntil } = broadcast
  const failed = reasonsOf(progress.failed, (category) => adviceFor(category).reason)
  const skipped = skippedInWords(progress.skipped)
  return [
    {
      type: 'entry',
      title: `📣 ${headings[broadcast.status]}`,
      ...(waitsUntil ? { at: waitsUntil } : {}),
      detail: [because, summaryOf(broadcast, progress)].filter((line) => line !== undefined).join('\n'),
    },
    { type: 'quote', text: excerpt(text, 300) || '(no longer kept)' },
    ...(failed === '' ? [] : [{ type: 'note', text: `❌ Did not arrive: ${failed}` } as const]),
    ...(skipped === '' ? [] : [{ type: 'note', text: `🚫 Not texted: ${skipped}` } as const]),
    ...buttonsOf(broadcast, progress),
  ]
}

const headings = {
  draft: 'A broadcast that nobody has started',
  running: 'A broadcast is on its way',
  paused: 'A broadcast is paused',
  done: 'A broadcast is done',
  canceled: 'A broadcast was canceled',
} as const

function summaryOf({ size }: Broadcast, progress: BroadcastProgress): string {
  const { delivered, sent, unknown, waiting, withheld } = progress
  const dealtWith = size - waiting
  const parts = [
    `${barOf(dealtWith, size)} ${dealtWith} of ${size}`,
    `${sent} sent, ${delivered} of them have arrived`,
    ...(unknown > 0 ? [`${unknown} of which nobody knows whether they went`] : []),
    ...(withheld > 0 ? [`${withheld} held back in the end`] : []),
  ]
  return parts.join('\n')
}

const barLength = 20

/** How much of it is done, to be seen at a glance. */
function barOf(done: number, all: number): string {
  const filled = all === 0 ? barLength : Math.floor((done / all) * barLength)
  return '█'.repeat(filled) + '░'.repeat(barLength - filled)
}

function reasonsOf<Reason extends string>(
  counts: Readonly<Partial<Record<Reason, number>>>,
  words: (reason: Reason) => string,
): string {
  if (totalOf(counts) === 0) return ''
  const entries = Object.entries(counts) as [Reason, number][]
  const sorted = entries.toSorted((a, b) => b[1] - a[1])
  return sorted.map(([reason, count]) => `${count} × ${words(reason)}`).join(' · ')
}

/** Why some get no text, and how many of them, in a few words; empty for nobody. */
export const skippedInWords = (skipped: BroadcastProgress['skipped']): string =>
  reasonsOf(skipped, (reason) => skipWords[reason])

const skipWords: Readonly<Record<SkipReason, string>> = {
  'opted-out': 'opted out',
  held: 'may have opted out, and nobody has decided yet',
  blocked: 'blocked',
  erased: 'erased',
  country: 'in a country that the line does not text',
  'never-wrote': 'never wrote to this line',
  'no-mobile': 'has a number that takes no texts',
  'same-person': 'another number of somebody on the list',
  unfilled: 'without what the text names, such as a name',
  limit: 'has had all texts of a day',
  other: 'could not be texted',
}

function buttonsOf({ id: subject, status }: Broadcast, { undecided }: BroadcastProgress): readonly PanelItem[] {
  const decide: ButtonView = { label: `Decide about ${undecided}`, action: 'unsure-broadcast', subject }
  const unsure = undecided > 0 ? [decide] : []
  if (status === 'done' || status === 'canceled') {
    return unsure.length === 0 ? [] : [{ type: 'buttons', buttons: unsure }]
  }
  const pause: ButtonView = { label: 'Pause', action: 'pause-broadcast', subject }
  const start: ButtonView = { label: 'Go on', action: 'start-broadcast', subject, style: 'primary' }
  const cancel: ButtonView = {
    label: 'Cancel',
    action: 'cancel-broadcast',
    subject,
    style: 'danger',
    confirm: {
      title: 'Cancel this broadcast?',
      text: 'What has left has left. The others on its list will never get it.',
      yes: 'Cancel it',
      no: 'Leave it',
    },
  }
  return [{ type: 'buttons', buttons: [status === 'running' ? pause : start, cancel, ...unsure] }]
}

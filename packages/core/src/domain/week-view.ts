import { totalOf } from './broadcast.js'
import { inWords } from './duration.js'
import { adviceFor } from './failure-advice.js'
import { sumOf, type AnswerFigures, type TextFigures } from './figures.js'
import type { PanelItem } from './form.js'
import type { TextFailureCategory } from './failure.js'

/** How a desk does: seven whole days, the seven before them, and the day that has not ended. */
export interface WeekFigures {
  /** IANA name of the zone whose days these are. */
  readonly zone: string
  /** Of the seven days and of today, such as `Mon 16`. */
  readonly labels: readonly string[]
  /** Of fifteen days, the oldest first. */
  readonly texts: readonly TextFigures[]
  /** Of the week before, and of the week. */
  readonly answers: readonly [AnswerFigures, AnswerFigures]
}

/** The figures of the week, to be read at a glance: what matters most in words, then a picture of the days, then the rest. */
export function weekItems({ answers, labels, texts, zone }: WeekFigures): readonly PanelItem[] {
  const [before, week] = [sumOf(texts.slice(0, 7)), sumOf(texts.slice(7, 14))]
  const heading: PanelItem = { type: 'heading', text: '📊 Seven days to yesterday' }
  if (texts.every(({ inbound, outbound }) => inbound + outbound === 0))
    return [heading, { type: 'note', text: 'There were no texts in two weeks.' }]
  return [
    heading,
    answersItem(answers),
    { type: 'fixed', text: pictureOf(labels, texts.slice(7)) },
    { type: 'note', text: `${totals(before, week)} · days in ${zone}` },
  ]
}

function answersItem([before, week]: WeekFigures['answers']): PanelItem {
  const { medianMs, p90Ms } = week
  if (medianMs === undefined || p90Ms === undefined)
    return { type: 'paragraph', bold: 'First answer', text: 'Nobody who waited had an answer of a person.' }
  const text = `Half had it within ${inWords(medianMs)}, nine in ten within ${inWords(p90Ms)}.`
  const { medianMs: earlierMs, p90Ms: earlierP90Ms } = before
  if (earlierMs === undefined || earlierP90Ms === undefined) return { type: 'paragraph', bold: 'First answer', text }
  const arrow = medianMs < earlierMs ? '🟢 faster' : medianMs > earlierMs ? '🔴 slower' : '⚪ as fast'
  const than = `${arrow} ${medianMs === earlierMs ? 'as' : 'than'} the week before: ${inWords(earlierMs)} and ${inWords(earlierP90Ms)}.`
  return { type: 'paragraph', bold: 'First answer', text: `${text}\n${than}` }
}

const barLength = 10
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A line for each day: what came in and what went out, on one scale. */
function pictureOf(labels: readonly string[], days: readonly TextFigures[]): string {
  const most = Math.max(1, ...days.flatMap(({ inbound, outbound }) => [inbound, outbound]))
  const width = String(most).length
  const column = (count: number) => `${String(count).padStart(width)} ${barOf(count / most).padEnd(barLength)}`
  const head = `${' '.repeat(8)}${'in'.padEnd(width + barLength + 3)}out`
  const lines = days.map(
    ({ inbound, outbound }, index) => `${(labels[index] ?? '').padEnd(8)}${column(inbound)}  ${column(outbound)}`,
  )
  return [head, ...lines].map((line) => line.trimEnd()).join('\n')
}

function barOf(share: number): string {
  const units = Math.round(share * barLength * 8)
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '')
}

function totals(before: TextFigures, week: TextFigures): string {
  const failed = totalOf(week.failed)
  return [
    `${week.inbound} in${changeOf(before.inbound, week.inbound)}`,
    `${week.outbound} out${changeOf(before.outbound, week.outbound)}`,
    `${week.segments} parts${changeOf(before.segments, week.segments)}`,
    `${failed} failed (${totalOf(before.failed)} the week before)${reasonsOf(week.failed)}`,
  ].join(' · ')
}

/** Against nothing there is no change to speak of. */
function changeOf(before: number, now: number): string {
  if (before === 0) return ''
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return ' (as before)'
  return ` (${percent > 0 ? '▲' : '▼'} ${Math.abs(percent)} %)`
}

const mostReasons = 3

function reasonsOf(failed: TextFigures['failed']): string {
  const entries = Object.entries(failed) as [TextFailureCategory, number][]
  const worst = entries.toSorted((a, b) => b[1] - a[1]).slice(0, mostReasons)
  if (worst.length === 0) return ''
  return `: ${worst.map(([category, count]) => `${count} × ${adviceFor(category).reason}`).join(' ')}`
}

import { lastDays } from '../../domain/days.js'
import type { WeekFigures } from '../../domain/week-view.js'
import type { Flow } from '../flow.js'

/** How long figures are shown before they are summed up anew, whoever looks at them and in whichever process. */
const maxAgeMs = 5 * 60_000
const name = 'week-figures'

interface Kept {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly figures: WeekFigures
}

/** The figures of the week, by the days of the first line. Opening the page costs one row, and two sums every five minutes. */
export async function weekFigures(flow: Flow): Promise<WeekFigures> {
  const { zone } = flow.lines.all[0]
  const kept = (await flow.tx.settings.find(name)) as Kept | undefined
  const ageMs = kept && flow.now.getTime() - kept.at
  if (kept?.figures.zone === zone && ageMs !== undefined && ageMs >= 0 && ageMs < maxAgeMs) return kept.figures
  const figures = await sumUp(flow, zone)
  await flow.tx.settings.save(name, { at: flow.now.getTime(), figures } satisfies Kept)
  return figures
}

async function sumUp({ now, tx }: Flow, zone: string): Promise<WeekFigures> {
  const days = lastDays(now, zone, 15)
  const starts = days.map(({ startsAt }) => startsAt)
  const texts = await tx.figures.texts([...starts, new Date(now.getTime() + 1)])
  const weeks = [starts[0], starts[7], starts[14]].filter((start) => start !== undefined)
  const [before = { count: 0 }, week = { count: 0 }] = await tx.figures.answers(weeks)
  const labels = days.slice(7).map(({ label }, index) => (index === 7 ? 'Today' : label))
  return { zone, labels, texts, answers: [before, week] }
}

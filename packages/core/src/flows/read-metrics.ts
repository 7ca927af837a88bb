import { noTexts, type AnswerFigures, type ConversationFigures, type TextFigures } from '../domain/figures.js'
import { ThreadlineError } from '../errors.js'
import type { Flow } from './flow.js'

export interface MetricsQuery {
  /** From when on. */
  readonly since: Date
  /** Until when, that moment not included, within a year of `since`. @defaultValue now */
  readonly until?: Date
  /** Id of a line. @defaultValue all lines */
  readonly line?: string
}

/** How a desk did for a time, and what is left now. */
export interface Metrics extends TextFigures, ConversationFigures {
  readonly since: Date
  readonly until: Date
  /**
   * How long customers waited for the first answer of a person, by the answers of the time. What the desk or the host's code
   * texts by itself is no such answer, nor is a broadcast; nobody waits any more once their card was hidden or their
   * conversation closed.
   */
  readonly firstAnswer: AnswerFigures
}

const longestMs = 366 * 24 * 60 * 60_000

/** @throws ThreadlineError `metrics.invalid` for a time that is none, or longer than a year; `send.unknown_line` */
export async function readMetrics(
  flow: Flow,
  { line, since, until = justAfter(flow.now) }: MetricsQuery,
): Promise<Metrics> {
  const ms = until.getTime() - since.getTime()
  if (!(ms > 0 && ms <= longestMs))
    throw new ThreadlineError('metrics.invalid', 'Metrics take a time of at most a year: since, and later until.')
  if (line !== undefined && !flow.lines.find(line))
    throw new ThreadlineError('send.unknown_line', `There is no line “${line}”.`)
  const { figures } = flow.tx
  const [texts] = await figures.texts([since, until], line)
  const [firstAnswer = { count: 0 }] = await figures.answers([since, until], line)
  const conversations = await figures.conversations(line)
  return { since, until, ...noTexts, ...texts, ...conversations, firstAnswer }
}

/** What was made in this very millisecond counts. */
const justAfter = (now: Date): Date => new Date(now.getTime() + 1)

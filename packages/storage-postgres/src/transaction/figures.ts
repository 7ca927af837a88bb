import type { AnswerFigures, Figures, TextFigures } from '@threadline/core'
import { partsOf } from './statements.js'
import type { Session } from '../session.js'

/** One statement for each question: what is asked about is cut out of an index by its time, and summed up where it lies. */
export function prepareFigures(schema: string): (session: Session) => Figures {
  const from = (name: string) => partsOf({ name, columns: [] }, schema).from
  /** `$3` and `$4` are the first and the last bound, as values that a plan can be made for. */
  const period = `message.workspace_id = $1 AND message.created_at >= $3::timestamptz AND message.created_at < $4::timestamptz
    AND message.status NOT IN ('canceled', 'scheduled')`
  const bucket = 'width_bucket(message.created_at, $2::timestamptz[])::integer AS bucket'
  const messages = (isOfLine: boolean) =>
    isOfLine
      ? `${from('messages')} AS message JOIN ${from('conversations')} AS conversation
          ON conversation.workspace_id = $1 AND conversation.id = message.conversation_id AND conversation.line_id = $5`
      : `${from('messages')} AS message`

  const texts = (isOfLine: boolean) => `SELECT ${bucket}, message.direction, message.status,
      CASE WHEN message.status IN ('failed', 'undelivered')
        THEN coalesce(message.failure ->> 'category', 'other') END AS failure,
      count(*)::integer AS count, coalesce(sum(message.segments), 0)::integer AS segments
    FROM ${messages(isOfLine)} WHERE ${period} GROUP BY 1, 2, 3, 4`
  const waitMs = 'extract(epoch FROM message.created_at - message.waiting_since) * 1000'
  const answers = (isOfLine: boolean) => `SELECT ${bucket}, count(*)::integer AS count,
      round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${waitMs}))::float8 AS median,
      round(percentile_cont(0.9) WITHIN GROUP (ORDER BY ${waitMs}))::float8 AS p90
    FROM ${messages(isOfLine)} WHERE ${period} AND message.waiting_since IS NOT NULL GROUP BY 1`
  const ofLine = 'workspace_id = $1 AND ($2::text IS NULL OR line_id = $2)'
  const conversations = `SELECT
    (SELECT count(*)::integer FROM ${from('conversations')}
      WHERE ${ofLine} AND status IN ('new', 'open', 'pending')) AS open,
    (SELECT count(*)::integer FROM ${from('conversations')}
      WHERE ${ofLine} AND notification -> 'waiting' ->> 'since' IS NOT NULL) AS waiting`

  return (session) => {
    const rows = (statement: (isOfLine: boolean) => string, bounds: readonly Date[], lineId: string | undefined) => {
      const times = bounds.map((bound) => bound.toISOString())
      const values = [times, times[0], times.at(-1), ...(lineId === undefined ? [] : [lineId])]
      return session.rows(statement(lineId !== undefined), values)
    }
    return {
      async texts(bounds, lineId) {
        const found = (await rows(texts, bounds, lineId)) as unknown as readonly TextRow[]
        return periodsOf(bounds).map((place) => textsIn(found.filter((row) => row.bucket === place)))
      },
      async answers(bounds, lineId) {
        const found = (await rows(answers, bounds, lineId)) as unknown as readonly AnswerRow[]
        return periodsOf(bounds).map((place) => answersIn(found.find((row) => row.bucket === place)))
      },
      async conversations(lineId) {
        const [row] = await session.rows(conversations, [lineId ?? null])
        return { open: Number(row?.['open']), waiting: Number(row?.['waiting']) }
      },
    }
  }
}

/** Buckets are numbered from 1. */
const periodsOf = (bounds: readonly Date[]): readonly number[] => bounds.slice(1).map((_, index) => index + 1)

interface TextRow {
  readonly bucket: number
  readonly direction: 'inbound' | 'outbound'
  readonly status: string
  readonly failure?: keyof TextFigures['failed'] | null
  readonly count: number
  readonly segments: number
}

function textsIn(rows: readonly TextRow[]): TextFigures {
  const sum = (fits: (row: TextRow) => boolean, of: (row: TextRow) => number = ({ count }) => count) =>
    rows.filter(fits).reduce((total, row) => total + of(row), 0)
  const failed: Partial<Record<keyof TextFigures['failed'], number>> = {}
  for (const { count, failure } of rows) if (failure) failed[failure] = (failed[failure] ?? 0) + count
  const isOutbound = ({ direction }: TextRow) => direction === 'outbound'
  return {
    inbound: sum((row) => !isOutbound(row)),
    outbound: sum(isOutbound),
    segments: sum(isOutbound, ({ segments }) => segments),
    failed,
    unknown: sum(({ status }) => status === 'unknown'),
  }
}

interface AnswerRow {
  readonly bucket: number
  readonly count: number
  readonly median: number
  readonly p90: number
}

function answersIn(row: AnswerRow | undefined): AnswerFigures {
  return row ? { count: row.count, medianMs: row.median, p90Ms: row.p90 } : { count: 0 }
}

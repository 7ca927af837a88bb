import type { CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import { twilioJson } from './errors.js'
import { messageJson } from './message-json.js'

const usualPageSize = 50
const largestPageSize = 1000

/** `GET Messages.json`: newest first, filtered, a page at a time. */
export function listTexts(state: CarrierState, query: URLSearchParams): Response {
  const found = [...state.texts.values()].reverse().filter((text) => text.wire === 'twilio' && fits(text, query))
  const pageSize = readPageSize(query)
  const page = Number(query.get('Page') ?? 0)
  const start = startOf(found, query)
  const shown = found.slice(start, start + pageSize)
  const last = shown.at(-1)
  const hasMore = start + shown.length < found.length
  const address = (changes: Readonly<Record<string, string>>) => listAddress(state, query, changes)
  return twilioJson({
    first_page_uri: address({ PageSize: String(pageSize), Page: '0' }),
    next_page_uri:
      hasMore && last
        ? address({ PageSize: String(pageSize), Page: String(page + 1), PageToken: `PA${last.sid}` })
        : null,
    previous_page_uri: null,
    uri: address({ PageSize: String(pageSize), Page: String(page) }),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start + shown.length - 1, 0),
    messages: shown.map((text) => messageJson(state, text)),
  })
}

function readPageSize(query: URLSearchParams): number {
  const asked = Number(query.get('PageSize') ?? usualPageSize)
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestPageSize) : usualPageSize
}

/** A page begins after the text its token names, so that new texts do not shift it. */
function startOf(found: readonly CarrierText[], query: URLSearchParams): number {
  const token = query.get('PageToken')
  return token ? found.findIndex((text) => `PA${text.sid}` === token) + 1 : 0
}

function listAddress(state: CarrierState, query: URLSearchParams, changes: Readonly<Record<string, string>>): string {
  const kept = [...query].filter(([name]) => !name.startsWith('Page'))
  const all = new URLSearchParams([...kept, ...Object.entries(changes)])
  return `/2010-04-01/Accounts/${state.twilio.accountSid}/Messages.json?${all}`
}

/** A text that has not been sent yet has no sent date, so no filter on it finds that text. */
function fits(text: CarrierText, query: URLSearchParams): boolean {
  const from = query.get('From')
  const to = query.get('To')
  if (from && text.from !== from) return false
  if (to && text.to !== to) return false
  return (
    isWithin(text.sentAt, query.get('DateSent>'), (sent, first) => sent >= first.startMs) &&
    isWithin(text.sentAt, query.get('DateSent<'), (sent, last) => sent < last.endMs) &&
    isWithin(text.sentAt, query.get('DateSent'), (sent, day) => sent >= day.startMs && sent < day.endMs)
  )
}

interface Span {
  readonly startMs: number
  readonly endMs: number
}

function isWithin(sentAt: Date | undefined, asked: string | null, test: (sentMs: number, span: Span) => boolean) {
  if (!asked) return true
  return sentAt !== undefined && test(sentAt.getTime(), spanOf(asked))
}

/** `2030-01-07` is that whole day in UTC; with a time it is that second. */
function spanOf(asked: string): Span {
  const lengthMs = /^\d{4}-\d\d-\d\d$/.test(asked) ? 24 * 60 * 60 * 1000 : 1000
  const startMs = Math.floor(Date.parse(asked) / 1000) * 1000
  return { startMs, endMs: startMs + lengthMs }
}

import type { CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import { json } from './errors.js'
import { messageJson } from './message-json.js'

const usualLimit = 20
const largestLimit = 100

/** `GET /v1/sms/messages`: newest first, filtered, a page at a time. A page begins after the text its cursor names. */
export function listTexts(state: CarrierState, query: URLSearchParams): Response {
  const found = [...state.texts.values()].reverse().filter((text) => text.wire === 'bird' && fits(text, query))
  const cursor = query.get('starting_after')
  const start = cursor === null ? 0 : found.findIndex((text) => text.sid === cursor) + 1
  const asked = Number(query.get('limit') ?? usualLimit)
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, largestLimit) : usualLimit
  const shown = found.slice(start, start + limit)
  const hasMore = start + shown.length < found.length
  return json({
    data: shown.map(messageJson),
    next_cursor: hasMore ? (shown.at(-1)?.sid ?? null) : null,
    prev_cursor: null,
    refresh_cursor: found[0]?.sid ?? null,
  })
}

function fits(text: CarrierText, query: URLSearchParams): boolean {
  const asked = (name: string, test: (value: string) => boolean) => {
    const value = query.get(name)
    return value === null || test(value)
  }
  const madeMs = text.createdAt.getTime()
  return (
    asked('to', (value) => text.to === value) &&
    asked('from', (value) => text.from === value) &&
    asked('direction', (value) => (value === 'inbound') === (text.direction === 'inbound')) &&
    asked('created_after', (value) => madeMs >= Date.parse(value)) &&
    asked('created_before', (value) => madeMs < Date.parse(value))
  )
}

import type { CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import { plussed } from './address.js'
import { json } from './errors.js'
import { messageJson } from './message-json.js'

const usualLimit = 20
const largestLimit = 100

/** `GET /messages` or `/mms`: newest first, filtered, a page at a time. */
export function listTexts(state: CarrierState, query: URLSearchParams, isMms: boolean): Response {
  const found = [...state.texts.values()]
    .reverse()
    .filter((text) => text.wire === 'messagebird' && text.media.length > 0 === isMms && fits(text, query))
  const offset = countOf(query.get('offset'), 0)
  const limit = Math.min(countOf(query.get('limit'), usualLimit), largestLimit)
  const items = found.slice(offset, offset + limit).map((text) => messageJson(state, text))
  const links = { first: null, previous: null, next: null, last: null }
  return json({ offset, limit, count: items.length, totalCount: found.length, links, items })
}

function countOf(asked: string | null, usual: number): number {
  return asked !== null && /^\d{1,6}$/.test(asked) ? Number(asked) : usual
}

function fits(text: CarrierText, query: URLSearchParams): boolean {
  const asked = (name: string, test: (value: string) => boolean) => {
    const value = query.get(name)
    return value === null || test(value)
  }
  const madeMs = Math.floor(text.createdAt.getTime() / 1000) * 1000
  return (
    asked('originator', (value) => text.from === plussed(value)) &&
    asked('recipient', (value) => text.to === plussed(value)) &&
    asked('direction', (value) => (value === 'mo') === (text.direction === 'inbound')) &&
    asked('from', (value) => madeMs >= Date.parse(value)) &&
    asked('until', (value) => madeMs <= Date.parse(value))
  )
}

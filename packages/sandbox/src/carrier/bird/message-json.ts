import { countSegments, gsmWidth } from '../segments.js'
import type { CarrierText } from '../types.js'
import { errorJson, statusWord } from './statuses.js'

/**
 * A message as Bird writes it. Words that were never there are absent.
 *
 * @see https://bird.com/docs/api/reference/get-sms-message
 */
export function messageJson(text: CarrierText): Readonly<Record<string, unknown>> {
  const isInbound = text.direction === 'inbound'
  const error = errorJson(text, text.updatedAt)
  return {
    id: text.sid,
    direction: isInbound ? 'inbound' : 'outbound',
    status: statusWord(text),
    to: text.to,
    from: text.from,
    ...(text.body ? { text: text.body } : {}),
    category: isInbound ? null : 'service',
    segments: segmentsJson(text.body),
    ...(text.metadata ? { metadata: text.metadata } : {}),
    ...(error ? { last_error: error } : {}),
    created_at: text.createdAt.toISOString(),
    sent_at: text.sentAt?.toISOString() ?? null,
    delivered_at: text.status === 'delivered' ? text.updatedAt.toISOString() : null,
  }
}

/** What a body is charged as. */
export function segmentsJson(body: string) {
  const characters = Array.from(body)
  const isGsm = characters.every((character) => gsmWidth(character) > 0)
  return { count: countSegments(body), encoding: isGsm ? 'GSM_7BIT' : 'UCS2', characters: characters.length }
}

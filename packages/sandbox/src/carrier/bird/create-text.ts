import { isBlocked } from '../opt-out.js'
import { countSegments } from '../segments.js'
import { addText, changed, isE164, type CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import type { WireContext } from '../wire.js'
import { json, refusal, type RefusalName } from './errors.js'
import { newMessageId } from './ids.js'
import { messageJson } from './message-json.js'
import { optedOut } from './statuses.js'

const mostSegments = 12

/** For how long a key is answered with the first text. */
const idempotencyWindowMs = 3 * 60 * 60_000

interface NewText {
  readonly from: string
  readonly to: string
  readonly body: string
  readonly hasCategory: boolean
  readonly hasMedia: boolean
  readonly metadata: Readonly<Record<string, unknown>> | undefined
}

/** `POST /v1/sms/messages`: accepts or refuses a text. An accepted one is under way when this returns. */
export function createText({ state, dispatch }: WireContext, sent: unknown, key: string | null): Response {
  const text = readText(sent)
  const earlier = key === null ? undefined : textWithKey(state, key)
  if (earlier) return isSame(earlier, text) ? accepted(earlier) : refusal('idempotency_key_reuse')
  const refused = refusalOf(state, text)
  if (refused !== undefined) return refusal(refused)
  const { from, to, body, metadata } = text
  const record = addText(state, {
    wire: 'bird',
    sid: newMessageId(state),
    direction: 'outbound-api',
    from,
    to,
    body,
    media: [],
    status: 'queued',
    ...(metadata ? { metadata } : {}),
    ...(key === null ? {} : { idempotencyKey: key }),
  })
  const answer = accepted(record)
  dispatch(record, isBlocked(state, from, to) ? optedOut : undefined)
  changed(state)
  return answer
}

/** What the first call was told is told again, whatever has become of the text since. */
function accepted(text: CarrierText): Response {
  const { errorCode: _code, sentAt: _sentAt, ...first } = text
  return json(messageJson({ ...first, status: 'queued' }), 202)
}

function textWithKey(state: CarrierState, key: string): CarrierText | undefined {
  const sinceMs = state.clock.now().getTime() - idempotencyWindowMs
  return [...state.texts.values()].find((text) => text.idempotencyKey === key && text.createdAt.getTime() >= sinceMs)
}

function isSame(text: CarrierText, { from, to, body }: NewText): boolean {
  return text.from === from && text.to === to && text.body === body
}

function readText(sent: unknown): NewText {
  const fields: Readonly<Record<string, unknown>> = typeof sent === 'object' && sent !== null ? { ...sent } : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const { metadata } = fields
  return {
    from: text('from'),
    to: text('to'),
    body: text('text'),
    hasCategory: text('category') !== '',
    hasMedia: fields['media_urls'] !== undefined,
    metadata: typeof metadata === 'object' && metadata !== null ? { ...metadata } : undefined,
  }
}

function refusalOf(state: CarrierState, { from, to, body, hasCategory, hasMedia }: NewText): RefusalName | undefined {
  if (hasMedia) return 'SMSUnsupportedFeature'
  if (!isE164(to) || to === from) return 'SMSInvalidRecipient'
  if (!from) return 'SMSNoEligibleSender'
  if (state.numbers.get(from)?.wire !== 'bird') return 'SMSSenderNotConfigured'
  if (!body || countSegments(body) > mostSegments) return 'InvalidText'
  return hasCategory ? undefined : 'CategoryRequired'
}

import type { AcceptedText, ReceiptStatus, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Repeat, Verdict } from '@threadline/core/http'
import { type Fields, objectOf, objectsOf, textOf } from '../read.js'

/**
 * The statuses of an outbound message, which are also the second halves of the event types (`sms.delivered`):
 * https://bird.com/docs/api/reference/get-sms-message
 */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map<string, ReceiptStatus>([
  ['scheduled', 'queued'],
  ['accepted', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['undelivered', 'undelivered'],
  ['expired', 'undelivered'],
  ['failed', 'failed'],
  ['rejected', 'failed'],
  ['canceled', 'canceled'],
])

/** Our word for Bird's, or `undefined` for a word this version does not know. */
export function receiptStatus(rawStatus: string): ReceiptStatus | undefined {
  return statuses.get(rawStatus)
}

/** Whether a value can be the id of a message. */
export function isMessageId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(value)
}

/** A message that the API holds is taken over, whatever word it uses for it. `undefined` for what is not a message. */
export function acceptedText(message: Fields): AcceptedText | undefined {
  const externalId = message['id']
  if (!isMessageId(externalId)) return undefined
  const rawStatus = textOf(message['status']) ?? 'accepted'
  const status = receiptStatus(rawStatus) ?? 'queued'
  const accepted = { externalId, status, rawStatus }
  return hasFailed(status) ? { ...accepted, failure: failureOf(rawStatus, message['last_error']) } : accepted
}

/** Whether a status comes with a reason. */
export function hasFailed(status: ReceiptStatus): boolean {
  return status === 'failed' || status === 'undelivered'
}

/** Why a text did not arrive, in our words. An unknown code is kept, as `other`. */
export function failureOf(rawStatus: string, error: unknown): TextFailure {
  const code = textOf(objectOf(error)?.['code'])
  const known = failures.get(code ?? '')
  if (known && code) return { ...known, code }
  if (rawStatus === 'expired') return { category: 'expired', detail: 'The text could not be delivered in time.' }
  if (code !== undefined && /^\w{1,60}$/.test(code)) {
    return { category: 'other', code, detail: 'Bird gave a code we have no words for.' }
  }
  return { category: 'other', detail: 'Bird gave no reason.' }
}

/** `last_error.code` of a message, and `error.code` of an event: the same page. */
const failures: ReadonlyMap<string, Pick<TextFailure, 'category' | 'detail'>> = new Map<
  string,
  Pick<TextFailure, 'category' | 'detail'>
>([
  ['invalid_destination', { category: 'unknown-number', detail: 'The number is unknown or no longer in use.' }],
  ['unreachable', { category: 'unreachable', detail: 'The phone is off or out of reach.' }],
  ['blocked_by_carrier', { category: 'blocked', detail: 'The carrier filtered the text.' }],
  ['blocked_by_recipient', { category: 'blocked', detail: 'The contact blocks this sender.' }],
  ['landline_unreachable', { category: 'landline', detail: 'The number is a landline.' }],
  ['content_rejected', { category: 'blocked', detail: 'The carrier rejected the wording.' }],
  [
    'sender_unregistered',
    { category: 'sender-unregistered', detail: 'The sender is not registered for this country.' },
  ],
  ['recipient_opted_out', { category: 'opted-out', detail: 'The contact has opted out.' }],
  ['provider_unavailable', { category: 'provider-down', detail: "Bird's carrier was not available." }],
  ['insufficient_balance', { category: 'account', detail: 'The balance is too low.' }],
  ['unknown', { category: 'other', detail: 'The carrier gave no reason.' }],
])

interface KnownError {
  readonly category: TextFailureCategory
  readonly detail: string
  readonly repeat?: Repeat
  readonly isCertain?: boolean
}

/** What an error answer of the API says; `undefined` when it is none of the API's. */
export function verdictOf(answer: Fields | undefined): Verdict | undefined {
  const error = objectOf(answer?.['error']) ?? answer ?? {}
  const words = [error['name'], error['code'], error['type']].flatMap((word) => codeOf(word) ?? [])
  const [code] = words
  if (code === undefined) return undefined
  const about = [error['param'], ...objectsOf(error['details']).flatMap((detail) => [detail['param'], detail['field']])]
  const known =
    words.map((word) => apiErrors.get(word)).find((found) => found !== undefined) ??
    about.map((field) => fieldErrors.get(textOf(field) ?? '')).find((found) => found !== undefined) ??
    other
  const { category, detail, repeat = 'never', isCertain } = known
  return { failure: { category, code, detail }, repeat, ...(isCertain && { isCertain }) }
}

function codeOf(word: unknown): string | undefined {
  return typeof word === 'string' && /^[A-Za-z]\w{1,60}$/.test(word) ? word : undefined
}

const other: KnownError = { category: 'other', detail: 'Bird does not take this text.' }

const notExecuted: KnownError = {
  category: 'provider-down',
  detail: 'Bird could not look after the idempotency key, and did nothing.',
  repeat: 'later',
  isCertain: true,
}

/**
 * By name, code or type, whichever is known first: https://bird.com/docs/api/errors
 *
 * E01033 comes with a 503, and is the one of those that says that the text did not leave.
 */
const apiErrors: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['IdempotencyUnavailable', notExecuted],
  ['E01033', notExecuted],
  ['SMSInvalidRecipient', { category: 'invalid-number', detail: 'The number is not one that can be texted.' }],
  ['SMSSenderNotConfigured', { category: 'sender-invalid', detail: 'The workspace does not hold this sender.' }],
  ['SMSNoEligibleSender', { category: 'sender-invalid', detail: 'No sender may text this number.' }],
  ['SenderCategoryNotPermitted', { category: 'sender-unregistered', detail: 'The sender is registered for less.' }],
  ['SMSUnsupportedFeature', { category: 'media', detail: 'Bird does not send this kind of text.' }],
  ['auth_error', { category: 'account', detail: 'Bird does not accept the API key.', repeat: 'after-setup' }],
  ['billing_error', { category: 'account', detail: 'The balance is too low.', repeat: 'after-setup' }],
  ['misdirected_error', { category: 'account', detail: 'The API key is of another region.', repeat: 'after-setup' }],
  ['not_found_error', { category: 'account', detail: 'Bird does not know this call.', repeat: 'after-setup' }],
  ['payload_too_large_error', { category: 'too-long', detail: 'The text is too long.' }],
  ['permission_error', { category: 'account', detail: 'The API key may not do this.', repeat: 'after-setup' }],
  ['rate_limit_error', { category: 'rate-limited', detail: 'Bird asks to slow down.', repeat: 'later' }],
])

/** What a `validation_error` is about. */
const fieldErrors: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['to', { category: 'invalid-number', detail: 'The number is not one that can be texted.' }],
  ['from', { category: 'sender-invalid', detail: 'The sender is not one this workspace may use.' }],
  ['text', { category: 'too-long', detail: 'The text is empty or too long.' }],
])

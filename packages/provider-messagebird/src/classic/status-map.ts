import type { AcceptedText, ReceiptStatus, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Repeat, Verdict } from '@threadline/core/http'
import { type Fields, objectOf, objectsOf, textOf } from '../read.js'

/**
 * The statuses of a recipient of a message:
 * https://developers.messagebird.com/api/sms-messaging/#sms-statuses
 */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map<string, ReceiptStatus>([
  ['scheduled', 'queued'],
  ['sent', 'sent'],
  ['buffered', 'sent'],
  ['delivered', 'delivered'],
  ['expired', 'undelivered'],
  ['delivery_failed', 'undelivered'],
])

/** Our word for MessageBird's, or `undefined` for a word this version does not know. */
export function receiptStatus(rawStatus: string): ReceiptStatus | undefined {
  return statuses.get(rawStatus)
}

/** What became of a text, as a status report, or a message of the API, tells it. */
export interface StatusFacts {
  readonly status: string
  readonly errorCode?: string | undefined
  readonly reason?: string | undefined
}

/** A message that the API holds is taken over, whatever word it uses for it. `undefined` for what is not a message. */
export function acceptedText(message: Fields): AcceptedText | undefined {
  const externalId = textOf(message['id'])
  if (externalId === undefined || !isMessageId(externalId)) return undefined
  const [recipient = {}] = objectsOf(objectOf(message['recipients'])?.['items'])
  const rawStatus = textOf(recipient['status']) ?? 'sent'
  const status = receiptStatus(rawStatus) ?? 'queued'
  const facts = {
    status: rawStatus,
    errorCode: textOf(recipient['statusErrorCode']),
    reason: textOf(recipient['statusReason']),
  }
  const accepted = { externalId, status, rawStatus }
  return status === 'undelivered' ? { ...accepted, failure: failureOf(facts) } : accepted
}

/** Whether a value can be the id of a message: 32 letters and digits, as far as anybody has seen. */
export function isMessageId(value: string): boolean {
  return /^[0-9A-Za-z_-]{1,64}$/.test(value)
}

/** Why a text did not arrive, in our words. An unknown code is kept, as `other`. */
export function failureOf({ status, errorCode, reason }: StatusFacts): TextFailure {
  const code = errorCode !== undefined && /^\d{1,9}$/.test(errorCode) ? errorCode : undefined
  const known = networkFailures.get(code ?? '') ?? reasonFailures.get(wordsOf(reason))
  if (known) return { ...known, ...(code ? { code } : {}) }
  if (status === 'expired') {
    return { category: 'expired', ...(code ? { code } : {}), detail: 'The text could not be delivered in time.' }
  }
  if (code) return { category: 'other', code, detail: 'MessageBird gave a code we have no words for.' }
  return { category: 'other', detail: 'MessageBird gave no reason.' }
}

function wordsOf(reason: string | undefined): string {
  return (reason ?? '').toLowerCase().replaceAll('_', ' ')
}

type KnownFailure = Pick<TextFailure, 'category' | 'detail'>

const unknownNumber: KnownFailure = {
  category: 'unknown-number',
  detail: 'The number is unknown or no longer in use.',
}
const unreachable: KnownFailure = { category: 'unreachable', detail: 'The phone is off or out of reach.' }
const barred: KnownFailure = { category: 'blocked', detail: "The carrier bars texts to this contact's number." }
const optedOut: KnownFailure = { category: 'opted-out', detail: 'The contact has opted out.' }

/**
 * `statusErrorCode` of a status report, as the networks give it:
 * https://docs.bird.com/api/channels-api/message-status-and-interactions/message-failure-sources/sms-platform-extended-error-codes
 */
const networkFailures: ReadonlyMap<string, KnownFailure> = new Map<string, KnownFailure>([
  ['1', unknownNumber],
  ['2', unknownNumber],
  ['3', unknownNumber],
  ['5', unknownNumber],
  ['9', unknownNumber],
  ['10', unknownNumber],
  ['11', unknownNumber],
  ['12', barred],
  ['8', unreachable],
  ['26', unreachable],
  ['27', unreachable],
  ['31', unreachable],
  ['34', { category: 'other', detail: "The contact's network reported an error of its own." }],
  ['103', optedOut],
])

/** `statusReason` of the same page, for reports without a code. */
const reasonFailures: ReadonlyMap<string, KnownFailure> = new Map<string, KnownFailure>([
  ['unknown subscriber', unknownNumber],
  ['unavailable subscriber', unreachable],
])

/** What an error answer of the API says; `undefined` when it is none of the API's. */
export function verdictOf(answer: Fields | undefined): Verdict | undefined {
  const [first] = objectsOf(answer?.['errors'])
  const code = textOf(first?.['code'])
  if (code === undefined || !/^\d{1,6}$/.test(code)) return undefined
  const parameter = textOf(first?.['parameter'])?.toLowerCase() ?? ''
  const known = apiErrors.get(code) ?? parameterErrors.get(parameter) ?? other
  const { category, detail, repeat = 'never' } = known
  return { failure: { category, code, detail }, repeat }
}

interface KnownError {
  readonly category: TextFailureCategory
  readonly detail: string
  readonly repeat?: Repeat
}

const other: KnownError = { category: 'other', detail: 'MessageBird does not take this text.' }

/** https://developers.messagebird.com/api/#api-errors */
const apiErrors: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['2', { category: 'account', detail: 'MessageBird does not accept the access key.', repeat: 'after-setup' }],
  ['20', { category: 'account', detail: 'MessageBird does not know this resource.', repeat: 'after-setup' }],
  ['25', { category: 'account', detail: 'The balance is too low.', repeat: 'after-setup' }],
  ['98', { category: 'account', detail: 'MessageBird does not know this call.', repeat: 'after-setup' }],
])

/** What codes 9 (missing or incorrect) and 10 (invalid) are about. */
const parameterErrors: ReadonlyMap<string, KnownError> = new Map<string, KnownError>([
  ['recipient', { category: 'invalid-number', detail: 'The number is not one that can be texted.' }],
  ['recipients', { category: 'invalid-number', detail: 'The number is not one that can be texted.' }],
  ['originator', { category: 'sender-invalid', detail: 'The sender is not one this account may use.' }],
  ['body', { category: 'too-long', detail: 'The text is empty or too long.' }],
  ['mediaurls', { category: 'media', detail: 'MessageBird does not take these pictures or files.' }],
  ['reporturl', { category: 'account', detail: 'MessageBird cannot call the webhook URL.' }],
])

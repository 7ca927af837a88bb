import type { AcceptedText, ReceiptStatus, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Repeat } from '@threadline/core/http'

/**
 * Twilio's message statuses, outbound: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 *
 * `received` and `receiving` are inbound. `partially_delivered` is missing on purpose: it is neither of ours.
 */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map<string, ReceiptStatus>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
])

/** Our word for Twilio's, or `undefined` for a word this version does not know. */
export function receiptStatus(rawStatus: string): ReceiptStatus | undefined {
  return statuses.get(rawStatus)
}

/** What Twilio's API tells of a message, as far as it is used here. */
export interface MessageFacts {
  readonly sid: string
  readonly status: string
  readonly errorCode: number | string | null
}

/** A message that Twilio's API holds is taken over, whatever word it uses for it. */
export function acceptedText({ sid, status, errorCode }: MessageFacts): AcceptedText {
  const ours = receiptStatus(status) ?? 'queued'
  const accepted = { externalId: sid, status: ours, rawStatus: status }
  return hasFailed(ours) ? { ...accepted, failure: failureOf(errorCode) } : accepted
}

/** Whether a status comes with a reason. */
export function hasFailed(status: ReceiptStatus): boolean {
  return status === 'failed' || status === 'undelivered'
}

/** Our words for one of Twilio's error codes, of the API or of a status callback. An unknown code is `other`. */
export function failureOf(errorCode: number | string | null | undefined): TextFailure {
  const code = String(errorCode ?? '')
  const known = failures.get(code)
  if (known) return { category: known.category, code, detail: known.detail }
  if (/^[1-9]\d{0,9}$/.test(code))
    return { category: 'other', code, detail: 'Twilio gave a code we have no words for.' }
  return { category: 'other', detail: 'Twilio gave no reason.' }
}

/** What an error code of the API means for trying again. */
export function repeatOf(code: string): Repeat {
  return failures.get(code)?.repeat ?? 'never'
}

interface KnownFailure {
  readonly category: TextFailureCategory
  readonly detail: string
  readonly repeat?: Repeat
}

/** https://www.twilio.com/docs/api/errors; the page of a code is that address, a slash and the code. */
const failures: ReadonlyMap<string, KnownFailure> = new Map<string, KnownFailure>([
  // Account and credentials
  ['20003', { category: 'account', detail: 'Twilio does not accept the credentials.', repeat: 'after-setup' }],
  ['20005', { category: 'account', detail: 'The Twilio account is not active.', repeat: 'after-setup' }],
  ['20404', { category: 'account', detail: 'Twilio does not know this account or resource.', repeat: 'after-setup' }],
  ['21608', { category: 'account', detail: 'A trial account may text verified numbers only.' }],
  ['30002', { category: 'account', detail: 'The Twilio account is suspended.' }],
  ['30037', { category: 'account', detail: 'Outbound texts are switched off for this account.' }],
  ['21609', { category: 'account', detail: 'Twilio cannot call the webhook URL.' }],

  // Pace
  ['14107', { category: 'rate-limited', detail: 'Too many replies between these two numbers.', repeat: 'later' }],
  ['20429', { category: 'rate-limited', detail: 'Twilio asks to slow down.', repeat: 'later' }],
  ['21611', { category: 'rate-limited', detail: "The sender's queue is full.", repeat: 'later' }],
  ['30001', { category: 'rate-limited', detail: "The sender's queue is full.", repeat: 'later' }],
  ['30017', { category: 'rate-limited', detail: "The carrier's network is congested.", repeat: 'later' }],
  ['30022', { category: 'rate-limited', detail: "The campaign's rate is used up.", repeat: 'later' }],
  ['30023', { category: 'rate-limited', detail: "The brand's daily limit is used up.", repeat: 'later' }],
  ['30026', { category: 'rate-limited', detail: "The brand's daily limit is nearly used up.", repeat: 'later' }],
  ['30027', { category: 'rate-limited', detail: "The brand's daily limit is used up.", repeat: 'later' }],
  ['30454', { category: 'rate-limited', detail: 'A limit of the account is used up.', repeat: 'later' }],
  ['63017', { category: 'rate-limited', detail: 'A limit of the account is used up.', repeat: 'later' }],
  ['63018', { category: 'rate-limited', detail: 'Twilio asks to slow down.', repeat: 'later' }],
  ['63038', { category: 'rate-limited', detail: "The account's daily limit is used up.", repeat: 'later' }],

  // The contact's number
  ['21201', { category: 'invalid-number', detail: 'The number is missing or not one.' }],
  ['21211', { category: 'invalid-number', detail: 'The number is not one that exists.' }],
  ['21266', { category: 'invalid-number', detail: 'Sender and contact are the same number.' }],
  ['21604', { category: 'invalid-number', detail: 'The number is missing.' }],
  ['21612', { category: 'invalid-number', detail: 'This number cannot be texted from this sender.' }],
  ['21614', { category: 'landline', detail: 'The number is not a mobile.' }],
  ['30006', { category: 'landline', detail: 'The number is a landline, or its carrier cannot be reached.' }],
  ['30003', { category: 'unreachable', detail: 'The phone is off or out of reach.' }],
  ['30005', { category: 'unknown-number', detail: 'The number is unknown or no longer in use.' }],
  ['21408', { category: 'region', detail: "Texts to this number's country are not switched on." }],
  ['21610', { category: 'opted-out', detail: 'The contact has opted out.' }],

  // Blocked on the way
  ['30004', { category: 'blocked', detail: 'The text was blocked.' }],
  ['30007', { category: 'blocked', detail: 'The text was filtered.' }],
  ['30038', { category: 'blocked', detail: 'The text was blocked for its wording.' }],
  ['30450', { category: 'fraud-suspected', detail: 'The text was stopped as suspected fraud.' }],

  // Our sender
  ['21212', { category: 'sender-invalid', detail: 'The sender is not a valid one.' }],
  ['21603', { category: 'sender-invalid', detail: 'The sender is missing.' }],
  ['21606', { category: 'sender-invalid', detail: 'The sender cannot text, or belongs to another account.' }],
  ['21621', { category: 'sender-invalid', detail: 'The sender cannot send pictures.' }],
  ['21703', { category: 'sender-invalid', detail: 'The messaging service has no number to send from.' }],
  ['21704', { category: 'sender-invalid', detail: 'The messaging service has no number to send from.' }],
  ['21712', { category: 'sender-invalid', detail: 'The messaging service has no number to send from.' }],
  ['30018', { category: 'sender-unregistered', detail: 'The sender is not registered.' }],
  ['30024', { category: 'sender-unregistered', detail: 'The sender is not registered for this use.' }],
  ['30032', { category: 'sender-unregistered', detail: 'The toll-free sender is not verified.' }],
  ['30034', { category: 'sender-unregistered', detail: 'The sender is not on a registered campaign.' }],
  ['30040', { category: 'sender-unregistered', detail: 'The sender id is not registered in this country.' }],
  ['30041', { category: 'sender-unregistered', detail: 'The sender id is not registered in this country.' }],

  // The text itself
  ['21602', { category: 'other', detail: 'The text is empty.' }],
  ['21617', { category: 'too-long', detail: 'The text is too long.' }],
  ['11200', { category: 'media', detail: 'A picture could not be fetched from the desk.' }],
  ['12300', { category: 'media', detail: 'The desk served a picture as something else.' }],
  ['11751', { category: 'media', detail: 'The media are too large.' }],
  ['21620', { category: 'media', detail: 'The address of a picture is not valid.' }],
  ['21623', { category: 'media', detail: 'There are too many media.' }],
  ['30011', { category: 'media', detail: 'Pictures cannot be sent to this number.' }],
  ['30019', { category: 'media', detail: 'The media are too large for the carrier.' }],

  // The way there
  ['30008', { category: 'other', detail: 'The carrier gave no reason.' }],
  ['30036', { category: 'expired', detail: 'The text could not be delivered in time.' }],
  ['30410', { category: 'provider-down', detail: 'The carrier did not answer in time.' }],
])

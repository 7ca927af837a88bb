import type { ReceiptStatus, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Repeat } from '@threadline/core/http'

/**
 * Vonage's message statuses: https://developer.vonage.com/en/api/messages#message-status
 *
 * `submitted` means handed to the carrier. `read` is of other channels than SMS and MMS, and means the same here.
 */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map<string, ReceiptStatus>([
  ['submitted', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['rejected', 'failed'],
  ['undeliverable', 'undelivered'],
])

/** Our word for Vonage's, or `undefined` for a word this version does not know. */
export function receiptStatus(rawStatus: string): ReceiptStatus | undefined {
  return statuses.get(rawStatus)
}

/** Whether a status comes with a reason. */
export function hasFailed(status: ReceiptStatus): boolean {
  return status === 'failed' || status === 'undelivered'
}

/** Our words for one of Vonage's error codes, of the API or of a status. An unknown code is `other`. */
export function failureOf(code: string | undefined): TextFailure {
  if (code === undefined) return { category: 'other', detail: 'Vonage gave no reason.' }
  const known = failures.get(code)
  if (known) return { category: known.category, code, detail: known.detail }
  return { category: 'other', code, detail: 'Vonage gave a code we have no words for.' }
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

/**
 * Numbers: https://developer.vonage.com/en/api-errors/messages. They stand in the title of a status's error and at the
 * end of the type of the API's. Words: https://developer.vonage.com/en/api-errors
 */
const failures: ReadonlyMap<string, KnownFailure> = new Map<string, KnownFailure>([
  // Account and credentials
  ['unauthorized', { category: 'account', detail: 'Vonage does not accept the credentials.', repeat: 'after-setup' }],
  ['invalid-api-key', { category: 'account', detail: 'Vonage does not know the API key.', repeat: 'after-setup' }],
  [
    'invalid-signature',
    { category: 'account', detail: 'Vonage does not accept the signature.', repeat: 'after-setup' },
  ],
  [
    'jwt-expired',
    { category: 'account', detail: "Vonage finds the token expired: look at the host's clock.", repeat: 'after-setup' },
  ],
  ['jwt-revoked', { category: 'account', detail: 'The token was revoked.', repeat: 'after-setup' }],
  ['forbidden', { category: 'account', detail: 'The account may not do this.', repeat: 'after-setup' }],
  [
    'unprovisioned',
    { category: 'account', detail: 'The account may not use the Messages API.', repeat: 'after-setup' },
  ],
  [
    'not-found',
    { category: 'account', detail: 'Vonage does not know this resource: look at apiUrl.', repeat: 'after-setup' },
  ],
  ['account-suspended', { category: 'account', detail: 'The Vonage account is suspended.', repeat: 'after-setup' }],
  ['low-balance', { category: 'account', detail: 'The Vonage account has run out of credit.', repeat: 'after-setup' }],
  ['1060', { category: 'account', detail: 'The Vonage account may not send.', repeat: 'after-setup' }],
  ['1070', { category: 'account', detail: 'The Vonage account has run out of credit.', repeat: 'after-setup' }],
  ['1080', { category: 'account', detail: 'The account may not use this API.', repeat: 'after-setup' }],
  ['1110', { category: 'account', detail: 'Vonage does not accept the signature.', repeat: 'after-setup' }],
  ['1140', { category: 'account', detail: 'This is not switched on for the account.' }],
  ['1160', { category: 'account', detail: 'A trial account may text listed numbers only.' }],

  // Pace
  ['1000', { category: 'rate-limited', detail: 'Vonage asks to slow down.', repeat: 'later' }],
  ['1241', { category: 'rate-limited', detail: 'Too many texts went to this number.', repeat: 'later' }],
  ['rate-limit', { category: 'rate-limited', detail: 'Vonage asks to slow down.', repeat: 'later' }],

  // The contact's number
  ['1050', { category: 'blocked', detail: 'The number is on a list of barred ones.' }],
  ['1170', { category: 'invalid-number', detail: 'The number is missing or not one.' }],
  ['1180', { category: 'unreachable', detail: 'The phone is off or out of reach.' }],
  ['1190', { category: 'unknown-number', detail: 'The number is no longer in use.' }],
  ['1200', { category: 'unreachable', detail: 'The contact has changed carrier, and the new one has to be told.' }],
  ['1220', { category: 'unreachable', detail: 'The phone was busy.' }],
  ['1240', { category: 'opted-out', detail: 'The contact has opted out.' }],
  ['1250', { category: 'unreachable', detail: 'There is no way to this number from this sender.' }],
  ['1260', { category: 'unreachable', detail: 'The number could not be reached.' }],
  ['1290', { category: 'unreachable', detail: "The contact's prepaid account is empty." }],
  ['1300', { category: 'unknown-number', detail: 'The number is not one of that network.' }],
  ['1310', { category: 'unreachable', detail: 'The phone cannot receive this kind of text.' }],

  // Blocked on the way
  ['1210', { category: 'blocked', detail: 'The carrier stopped the text as spam.' }],
  ['1270', { category: 'blocked', detail: 'The carrier stopped the text for the age of the contact.' }],
  ['1280', { category: 'blocked', detail: 'The carrier blocks texts to this number.' }],

  // Our sender
  ['1120', { category: 'sender-invalid', detail: 'The sender is not allowed in that country.' }],

  // The text itself
  ['1040', { category: 'other', detail: 'Vonage does not accept the text as it is: change it and send it again.' }],
  ['1090', { category: 'too-long', detail: 'The text is too long.' }],

  // The call itself
  [
    '1020',
    { category: 'other', detail: 'Vonage does not accept the number, the sender or a file: look at all three.' },
  ],

  // The way there
  ['1030', { category: 'provider-down', detail: 'Vonage failed inside.', repeat: 'later' }],
  ['1100', { category: 'provider-down', detail: 'Vonage could not reach the carrier.', repeat: 'later' }],
  ['1230', { category: 'provider-down', detail: "The carrier's network failed." }],
  ['1330', { category: 'other', detail: 'The carrier gave no reason. The number may not exist.' }],
  ['1360', { category: 'expired', detail: 'The text could not be delivered in time.' }],
])

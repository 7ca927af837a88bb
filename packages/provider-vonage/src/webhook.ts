import {
  type DeliveryReceipt,
  type Received,
  type SmsEvent,
  type TextReceived,
  ThreadlineError,
  type WebhookRequest,
} from '@threadline/core'
import { contentOf } from './content.js'
import { readObject } from '@threadline/core/http'
import { errorCodeOf } from './errors.js'
import { fromVendor } from './numbers.js'
import type { Settings } from './options.js'
import { isId } from './send.js'
import { failureOf, hasFailed, receiptStatus } from './status-map.js'
import { isHashOf, verifiedClaims, type Claims } from './verify.js'

type Fields = Readonly<Record<string, unknown>>

/**
 * Verifies and parses a webhook of Vonage's Messages API: a customer's text, or what became of one of ours. Both may
 * come to the same URL; a status has the field `status`, and a text has not.
 *
 * @throws ThreadlineError with a `webhook.*` code when it must not be believed; `configuration.invalid` when it is
 * genuine and about another account or application than the configured one, so that Vonage sees a 5xx and tries again
 */
export async function receiveWebhook(settings: Settings, request: WebhookRequest): Promise<Received<SmsEvent>> {
  verify(settings, request)
  const fields = fieldsOf(request)
  const event = 'status' in fields ? deliveryReceipt(settings, fields) : textReceived(fields)
  return { events: event ? [event] : [], respond: acknowledged }
}

/**
 * The id of a token is not remembered: what comes twice says the same twice, and the message's id, unique in storage,
 * tells core so, in whichever process. A token cannot be put to another body, nor used when it is too old.
 */
function verify(settings: Settings, { method, headers, body }: WebhookRequest): void {
  if (method.toUpperCase() !== 'POST') throw malformed('Vonage calls with POST.', 405)
  const authorization = headers.get('authorization')
  if (!authorization) throw unsigned()
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? ''
  const claims = verifiedClaims(token, settings.signatureSecrets)
  if (!claims || !isHashOf(claims.payloadHash, body) || (claims.issuer ?? 'Vonage') !== 'Vonage') throw forged()
  if (!isFresh(settings, claims)) {
    throw new ThreadlineError('webhook.stale', "The token is too old, or from the future: look at the host's clock.")
  }
  const isOurs = (claims.apiKey ?? settings.apiKey) === settings.apiKey && isOurApplication(settings, claims)
  if (!isOurs) throw otherAccount()
}

/** How far our clock and Vonage's may be apart. */
const clockToleranceMs = 5 * 60_000

function isFresh({ now, maxWebhookAgeMs }: Settings, { issuedAtMs, expiresAtMs = Infinity }: Claims): boolean {
  const ageMs = now().getTime() - issuedAtMs
  const isExpired = now().getTime() > expiresAtMs + clockToleranceMs
  return ageMs <= maxWebhookAgeMs && ageMs >= -clockToleranceMs && !isExpired
}

function isOurApplication(settings: Settings, { applicationId }: Claims): boolean {
  if (applicationId === undefined || settings.applicationId === undefined) return true
  return applicationId.toLowerCase() === settings.applicationId.toLowerCase()
}

function fieldsOf({ headers, body }: WebhookRequest): Fields {
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new ThreadlineError('webhook.unsupported_media_type', 'Vonage posts JSON.')
  }
  const fields = readObject(body)
  if (!fields) throw malformed('The body is not a JSON object.')
  if (typeof fields['from'] === 'object' && fields['from'] !== null) throw oldVersion()
  if (fields['channel'] !== 'sms' && fields['channel'] !== 'mms') throw malformed('The channel is neither sms nor mms.')
  return fields
}

function textReceived(fields: Fields): TextReceived {
  const { text, media } = contentOf(fields)
  if (text === undefined && media.length === 0) throw malformed('The message has neither text nor media.')
  const sentAt = new Date(String(fields['timestamp']))
  return {
    type: 'text',
    externalId: externalIdOf(fields),
    from: required(fields, 'from'),
    to: required(fields, 'to'),
    // PostgreSQL does not take this character.
    text: (text ?? '').replaceAll('\u0000', ''),
    media,
    ...(Number.isNaN(sentAt.getTime()) ? {} : { sentAt }),
  }
}

function deliveryReceipt(settings: Settings, fields: Fields): DeliveryReceipt | undefined {
  const rawStatus = fields['status']
  if (typeof rawStatus !== 'string' || !/^[a-z][a-z_-]{0,39}$/.test(rawStatus)) {
    throw malformed('The message status is not a word.')
  }
  const externalId = externalIdOf(fields)
  const reference = fields['client_ref']
  const ours = typeof reference === 'string' && reference ? { reference } : {}
  const status = receiptStatus(rawStatus)
  if (!status) {
    settings.onUnreadStatus({ externalId, ...ours, rawStatus })
    return undefined
  }
  const from = addressOf(fields['from'])
  const receipt = { type: 'receipt', externalId, ...ours, ...(from ? { from } : {}), status, rawStatus } as const
  return hasFailed(status) ? { ...receipt, failure: failureOf(codeOf(fields['error'])) } : receipt
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? errorCodeOf({ ...error }) : undefined
}

function externalIdOf(fields: Fields): string {
  const externalId = fields['message_uuid']
  if (!isId(externalId)) throw malformed('The message_uuid is missing or not one.')
  return externalId
}

function required(fields: Fields, name: string): string {
  const address = addressOf(fields[name])
  if (address === undefined) throw malformed(`The message has no ${name}.`)
  return address
}

function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? fromVendor(value) : undefined
}

/** Vonage counts a webhook as taken when it is answered with 200. */
function acknowledged(): Response {
  return new Response(null, { status: 200 })
}

/**
 * Vonage may send a webhook unsigned when something fails on its side, and signs it when it sends it again, for which
 * it wants to see a 5xx: https://developer.vonage.com/en/messages/concepts/signed-webhooks
 */
function unsigned(): ThreadlineError {
  return new ThreadlineError(
    'webhook.unsigned',
    'The request bears no token. Send it again, signed, and by the Messages API.',
    { status: 503 },
  )
}

function forged(): ThreadlineError {
  return new ThreadlineError(
    'webhook.bad_signature',
    "The token does not fit: check the signature secret, and that the application's webhooks are of version 1.",
  )
}

function malformed(sentence: string, status?: number): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence, status === undefined ? {} : { status })
}

/** In version 0.1 an address is an object. A 5xx keeps the text at Vonage while somebody chooses version 1. */
function oldVersion(): ThreadlineError {
  return new ThreadlineError(
    'configuration.invalid',
    "Vonage: the application's webhooks are of version 0.1. Choose version 1 for them in the dashboard.",
  )
}

function otherAccount(): ThreadlineError {
  return new ThreadlineError(
    'configuration.invalid',
    'Vonage: a genuine webhook came for another account or application than the configured one.',
  )
}

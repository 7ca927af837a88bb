import {
  type DeliveryReceipt,
  type Media,
  type PlainResponse,
  type Received,
  type SmsEvent,
  type TextReceived,
  ThreadlineError,
  type WebhookRequest,
} from '@threadline/core'
import { readObject } from '@threadline/core/http'
import type { Settings } from './options.js'
import { referenceParameter } from './send.js'
import { failureOf, hasFailed, receiptStatus } from './status-map.js'
import { isBodyHashValid, isSignatureValid, type Parameters } from './verify.js'

/**
 * Verifies and parses a webhook of Twilio's: a customer's text, or what became of one of ours.
 *
 * @throws ThreadlineError with a `webhook.*` code when it must not be believed; `configuration.invalid` when it is
 * genuine and about another account than the configured one, so that Twilio sees a 5xx and tries again
 */
export async function receiveWebhook(
  settings: Settings,
  request: WebhookRequest,
): Promise<Received<SmsEvent, undefined, PlainResponse>> {
  const parameters = verifiedParameters(settings, request)
  const accountSid = valueOf(parameters, 'AccountSid')
  if (accountSid !== undefined && accountSid !== settings.accountSid) throw otherAccount()

  // An inbound text has the SmsStatus `received` and no MessageStatus.
  const rawStatus = valueOf(parameters, 'MessageStatus') ?? valueOf(parameters, 'SmsStatus')
  if (rawStatus === undefined || rawStatus === 'received' || rawStatus === 'receiving') {
    return { events: [textReceived(parameters)], respond: () => emptyTwiml }
  }
  const receipt = deliveryReceipt(settings, parameters, rawStatus, referenceOf(request.url))
  return { events: receipt ? [receipt] : [], respond: () => acknowledged }
}

function verifiedParameters(settings: Settings, request: WebhookRequest): Parameters {
  const signature = request.headers.get('x-twilio-signature')
  if (!signature) throw new ThreadlineError('webhook.unsigned', 'The request has no X-Twilio-Signature.')
  if (!URL.canParse(request.url)) throw malformed('The URL of the request is not absolute.')

  const format = formatOf(request)
  const form = format === 'form' ? parametersOf(textOf(request.body)) : new Map<string, string[]>()
  const isSigned = isSignatureValid({ url: request.url, parameters: form }, signature, settings.authTokens)
  const isWhole = format !== 'json' || isBodyHashValid(request.url, request.body)
  if (!isSigned || !isWhole) {
    throw new ThreadlineError(
      'webhook.bad_signature',
      "The signature does not fit: check the auth token, and that the public URL is the one in Twilio's console.",
    )
  }

  switch (format) {
    case 'form':
      return form
    case 'query':
      return parametersOf(new URL(request.url).search)
    case 'json':
      return jsonParameters(textOf(request.body))
    default:
      return format satisfies never
  }
}

function formatOf({ method, headers }: WebhookRequest): 'form' | 'json' | 'query' {
  if (method.toUpperCase() === 'GET') return 'query'
  if (method.toUpperCase() !== 'POST') throw malformed('Twilio calls with POST or GET.', 405)
  const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType === 'application/x-www-form-urlencoded') return 'form'
  if (mediaType === 'application/json') return 'json'
  throw new ThreadlineError('webhook.unsupported_media_type', 'Twilio posts a form or JSON.')
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString('utf8')
}

function parametersOf(text: string): Parameters {
  const parameters = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    parameters.set(name, [...(parameters.get(name) ?? []), value])
  }
  return parameters
}

function jsonParameters(text: string): Parameters {
  const fields = readObject(text)
  if (!fields) throw malformed('The body is not a JSON object.')
  const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  return new Map(
    Object.entries(fields)
      .filter(([, value]) => isPlain(value))
      .map(([name, value]) => [name, [String(value)]]),
  )
}

function textReceived(parameters: Parameters): TextReceived {
  const media = mediaOf(parameters)
  const body = parameters.get('Body')?.[0]
  if (body === undefined && media.length === 0) throw malformed('The request has neither a Body nor media.')
  return {
    type: 'text',
    externalId: externalIdOf(parameters),
    from: required(parameters, 'From'),
    to: required(parameters, 'To'),
    // PostgreSQL does not take this character.
    text: (body ?? '').replaceAll('\u0000', ''),
    media,
  }
}

/** `MediaUrl0`, `MediaUrl1` … as they are there: `NumMedia` is only their number, and a string. */
function mediaOf(parameters: Parameters): readonly Media[] {
  return [...parameters.keys()]
    .flatMap((name) => /^MediaUrl(\d{1,3})$/.exec(name)?.[1] ?? [])
    .toSorted((left, right) => Number(left) - Number(right))
    .flatMap((index) => {
      const url = valueOf(parameters, `MediaUrl${index}`)
      const contentType = valueOf(parameters, `MediaContentType${index}`) ?? 'application/octet-stream'
      return url === undefined ? [] : [{ url, contentType }]
    })
}

function deliveryReceipt(
  settings: Settings,
  parameters: Parameters,
  rawStatus: string,
  reference: string | undefined,
): DeliveryReceipt | undefined {
  if (!/^[a-z][a-z_-]{0,39}$/.test(rawStatus)) throw malformed('The message status is not a word.')
  const externalId = externalIdOf(parameters)
  const from = valueOf(parameters, 'From')
  const ours = reference === undefined ? {} : { reference }
  const status = receiptStatus(rawStatus)
  if (!status) {
    settings.onUnreadStatus({ externalId, ...ours, rawStatus })
    return undefined
  }
  const receipt = { type: 'receipt', externalId, ...ours, ...(from ? { from } : {}), status, rawStatus } as const
  return hasFailed(status) ? { ...receipt, failure: failureOf(valueOf(parameters, 'ErrorCode')) } : receipt
}

/** The last one, because ours is put at the end of the configured URL. */
function referenceOf(url: string): string | undefined {
  return new URL(url).searchParams.getAll(referenceParameter).at(-1) || undefined
}

function externalIdOf(parameters: Parameters): string {
  const externalId = required(parameters, 'MessageSid')
  if (!/^[0-9A-Za-z_-]{1,64}$/.test(externalId)) throw malformed('The MessageSid is not one.')
  return externalId
}

function required(parameters: Parameters, name: string): string {
  const value = valueOf(parameters, name)
  if (value === undefined) throw malformed(`The request has no ${name}.`)
  return value
}

/** The first value; an empty one counts as none. */
function valueOf(parameters: Parameters, name: string): string | undefined {
  return parameters.get(name)?.[0] || undefined
}

/** An answer that says nothing back to the customer. Twilio reports an empty body as an error (12300). */
const emptyTwiml: PlainResponse = {
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
}

const acknowledged: PlainResponse = { status: 204, headers: {}, body: '' }

function malformed(sentence: string, status?: number): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence, status === undefined ? {} : { status })
}

function otherAccount(): ThreadlineError {
  return new ThreadlineError(
    'configuration.invalid',
    'Twilio: a genuine webhook came for another account than the configured accountSid.',
  )
}

import type twilio from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { exchange, readObject, type HttpCall } from '@threadline/core/http'
import { callError } from './errors.js'
import type { Settings } from './options.js'

type RequestOptions = RequestClient.RequestOptions<unknown>

/** The part of the SDK in use. */
export type Messages = twilio.Twilio['messages']

/** Loads the SDK on the first call. A load that failed is tried again by the next one. */
export function lazyMessages(settings: Settings): () => Promise<Messages> {
  let loading: Promise<Messages> | undefined
  return () => {
    loading ??= loadMessages(settings).catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}

/**
 * The SDK builds and signs the calls; they are made by our own transport, because the SDK's keeps `Retry-After` to
 * itself, puts the credentials into its errors and takes proxies and certificates from the environment.
 */
async function loadMessages(settings: Settings): Promise<Messages> {
  const { default: sdk } = await import('twilio')

  class Transport extends sdk.RequestClient {
    override async request<Data>(options: RequestClient.RequestOptions<Data>) {
      const { status, headers, body } = await call(settings, options)
      return { statusCode: status, headers, body: JSON.parse(body.toString('utf8')) }
    }
  }

  // An empty `ca` keeps the SDK from reading the file TWILIO_CA_BUNDLE names.
  const client = sdk(settings.username, settings.password, {
    accountSid: settings.accountSid,
    httpClient: new Transport({ ca: '', keepAlive: false }),
  })
  return client.messages
}

/** Makes the call. Whatever is not a 2xx with a JSON object becomes an error that holds nothing of the call. */
async function call(settings: Settings, options: RequestOptions) {
  const ended = await exchange(httpCall(settings, options))
  const isGood = ended.type === 'answer' && ended.status >= 200 && ended.status < 300
  if (!isGood || !readObject(ended.body)) throw callError(ended, settings.now())
  return ended
}

/** The host is always ours: the SDK would take parts of it from TWILIO_EDGE and TWILIO_REGION. */
function httpCall(settings: Settings, options: RequestOptions): HttpCall {
  const { pathname, search } = new URL(options.uri)
  const url = new URL(`${settings.apiUrl}${pathname}${search}`)
  for (const [name, value] of formEntries(options.params)) url.searchParams.append(name, value)
  const body = new URLSearchParams(formEntries(options.data)).toString()
  return {
    method: options.method.toUpperCase(),
    url,
    headers: {
      ...options.headers,
      Authorization: authorization(settings),
      'Content-Length': String(Buffer.byteLength(body)),
    },
    body,
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
  }
}

/** The header that shows who calls. It goes to Twilio's API and nowhere else. */
export function authorization({ password, username }: Settings): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** A list becomes several entries of one name, as Twilio wants it. */
function formEntries(fields: unknown): [string, string][] {
  return Object.entries(fields ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [name, String(item)]),
  )
}

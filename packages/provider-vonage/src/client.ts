import type { Auth } from '@vonage/auth'
import type { Messages } from '@vonage/messages'
import { exchange, readObject } from '@threadline/core/http'
import { callError } from './errors.js'
import type { VonageMessage } from './message.js'
import type { Credentials, Settings } from './options.js'

type SdkMessage = Parameters<Messages['send']>[0]
type SdkRequest = Parameters<Messages['sendRequest']>[0]

/** The part of the SDK in use. */
export interface Client {
  /** The id is whatever the answer had in its place. */
  send(message: VonageMessage): Promise<{ readonly messageUUID: unknown }>
  /** An `Authorization` header as the calls have it. */
  authorization(): Promise<string>
}

/** Loads the SDK on the first call. A load that failed is tried again by the next one. */
export function lazyClient(settings: Settings): () => Promise<Client> {
  let loading: Promise<Client> | undefined
  return () => {
    loading ??= loadClient(settings).catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}

/**
 * The SDK builds the calls and their tokens; they are made by our own transport, because the SDK's has no time-out,
 * reads a page of HTML as an empty success, puts the credentials into its errors and, with `DEBUG` set, writes them to
 * the log.
 */
async function loadClient(settings: Settings): Promise<Client> {
  const [sdk, { Auth }] = await Promise.all([import('@vonage/messages'), import('@vonage/auth')])
  const authorization = authorizationOf(settings.credentials, Auth)

  class QuietMessages extends sdk.Messages {
    override async sendRequest<Data>(request: SdkRequest) {
      const { status, body } = await call(settings, request, await authorization())
      const data: Data = JSON.parse(body.toString('utf8'))
      return { data, config: request, request, status, statusText: '', headers: {} }
    }
  }

  const messages = new QuietMessages({}, { apiHost: settings.apiUrl })
  // The SDK's types know neither several files in an MMS nor captions; it sends on what it is given.
  return { send: (message) => messages.send(message as SdkMessage), authorization }
}

function authorizationOf(credentials: Credentials, SdkAuth: typeof Auth): () => Promise<string> {
  if (credentials.type === 'account') {
    const { apiKey, apiSecret } = credentials
    const auth = new SdkAuth({ apiKey, apiSecret })
    return () => auth.createBasicHeader()
  }
  const auth = new SdkAuth({ applicationId: credentials.applicationId })
  // Not by the constructor: it would look for a file of that name, and make a plain string of the key.
  auth.privateKey = unprintable(credentials.privateKey)
  return () => auth.createBearerHeader()
}

/** Bytes that work as a key but show nothing when they are put into a line of a log, as the SDK does for `DEBUG`. */
function unprintable(key: string): Buffer {
  return Object.assign(Buffer.from(key), { toString: () => '[private key]' })
}

/** Makes the call. Whatever is not a 2xx with a JSON object becomes an error that holds nothing of the call. */
async function call(settings: Settings, request: SdkRequest, authorization: string) {
  const body = JSON.stringify(request.data ?? {})
  const ended = await exchange({
    method: request.method,
    url: new URL(request.url),
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': 'threadline-provider-vonage',
      Authorization: authorization,
      'Content-Length': String(Buffer.byteLength(body)),
    },
    body,
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
  })
  const isGood = ended.type === 'answer' && ended.status >= 200 && ended.status < 300
  if (!isGood || !readObject(ended.body)) throw callError(ended, settings.now())
  return ended
}

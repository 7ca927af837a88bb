import { exchange, readObject } from '@threadline/core/http'
import { callError } from '../errors.js'
import type { ClassicSettings } from '../options.js'
import type { Fields } from '../read.js'
import { verdictOf } from './status-map.js'

/** The calls of MessageBird's REST API. They give the JSON object of a 2xx, and throw `VendorCallError` otherwise. */
export interface ClassicClient {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Fields>
  post(path: string, body: Fields): Promise<Fields>
}

/**
 * The calls are made by our own transport: the SDK's cannot be sent anywhere but to `https://rest.messagebird.com`, so
 * not to a sandbox, nor through a proxy; it keeps `Retry-After` to itself; it takes a 500 without `errors` for a success;
 * and its list of messages drops the filters a look-up needs.
 */
export function classicClient(settings: ClassicSettings): ClassicClient {
  return {
    get: (path, query = {}) => call(settings, 'GET', `${path}?${new URLSearchParams(query).toString()}`),
    post: (path, body) => call(settings, 'POST', path, JSON.stringify(body)),
  }
}

async function call(settings: ClassicSettings, method: string, path: string, body?: string): Promise<Fields> {
  const ended = await exchange({
    method,
    url: new URL(`${settings.apiUrl}${path}`),
    headers: { ...headersOf(settings), ...contentHeaders(body) },
    ...(body === undefined ? {} : { body }),
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
  })
  const answer = ended.type === 'answer' ? readObject(ended.body) : undefined
  const isGood = ended.type === 'answer' && ended.status >= 200 && ended.status < 300
  if (!isGood || !answer || answer['errors'] !== undefined) throw callError(ended, verdictOf(answer), settings.now())
  return answer
}

function headersOf(settings: ClassicSettings): Readonly<Record<string, string>> {
  return { Authorization: `AccessKey ${settings.apiKey}`, Accept: 'application/json', 'User-Agent': 'Threadline' }
}

function contentHeaders(body: string | undefined): Readonly<Record<string, string>> {
  if (body === undefined) return {}
  return { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
}

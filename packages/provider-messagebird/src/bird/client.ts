import type { BirdClient } from '@messagebird/sdk'
import { type Exchange, exchange, readObject, type VendorCallError } from '@threadline/core/http'
import { callError } from '../errors.js'
import type { BirdSettings } from '../options.js'
import { verdictOf } from './status-map.js'

/** The part of the SDK in use. */
export type Sms = BirdClient['sms']

/** Makes one call with the SDK. Throws `VendorCallError` for whatever is not a readable 2xx. */
export type Call = <Value>(use: (sms: Sms) => PromiseLike<Value>) => Promise<Value>

/** What `send` says when the SDK could not be loaded: nothing has left. */
export class SdkMissingError extends Error {
  override readonly name = 'SdkMissingError'
}

/** Reads the SDK's modules. @throws SdkMissingError when it is not there */
export async function loadSdk() {
  return import('@messagebird/sdk').catch((): never => {
    throw new SdkMissingError('The Bird SDK could not be loaded.')
  })
}

/**
 * The SDK builds and reads the calls; they are made by our own transport, which tells a connection that never came about
 * from an answer that got lost. The SDK's own repeats are off. Each call has a client of its own, so that its failure is
 * kept beside it: the SDK would make a sentence of it.
 */
export function birdCall(settings: BirdSettings): Call {
  return async (use) => {
    const sdk = await loadSdk()
    let failure: VendorCallError | undefined
    const client = new sdk.BirdClient({
      apiKey: settings.apiKey,
      ...(settings.apiUrl === undefined ? {} : { baseUrl: settings.apiUrl }),
      maxRetries: 0,
      // Ours ends first.
      timeout: settings.timeoutMs + 1000,
      fetch: async (input, init) => {
        const ended = await makeCall(settings, new Request(input, init))
        failure = errorOf(settings, ended)
        if (failure || ended.type !== 'answer') throw new Error('The call did not succeed.')
        const headers = { 'content-type': 'application/json' }
        return new Response(ended.body.toString('utf8'), { status: ended.status, headers })
      },
    })
    try {
      return await use(client.sms)
    } catch (error) {
      throw failure ?? error
    }
  }
}

async function makeCall(settings: BirdSettings, request: Request): Promise<Exchange> {
  const body = await request.text()
  const headers = Object.fromEntries(request.headers)
  // The SDK reads it from the environment.
  delete headers['bird-caller']
  return exchange({
    method: request.method,
    url: new URL(request.url),
    headers: { ...headers, ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(body === '' ? {} : { body }),
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
  })
}

function errorOf(settings: BirdSettings, ended: Exchange): VendorCallError | undefined {
  const answer = ended.type === 'answer' ? readObject(ended.body) : undefined
  const isGood = ended.type === 'answer' && ended.status >= 200 && ended.status < 300
  return isGood && answer ? undefined : callError(ended, verdictOf(answer), settings.now())
}

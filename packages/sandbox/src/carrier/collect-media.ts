import { changed, type CarrierState, type TextRecord } from './state.js'
import type { CarrierMedia } from './types.js'

/** How long a desk may take to hand a file over, in milliseconds on the clock on the wall. */
const patienceMs = 10_000

/**
 * Fetches what goes along with a text, as vendors do: they ask what it is by HEAD, then GET it. An address that is not on this
 * machine is left alone: nothing else is ever called from here.
 *
 * @returns whether everything was to be had
 * @see https://www.twilio.com/docs/messaging/guides/accepted-mime-types
 */
export async function collectMedia(state: CarrierState, text: TextRecord): Promise<boolean> {
  const collected = await Promise.all(text.media.map((media) => collect(state, media)))
  const there = collected.filter((media) => media !== undefined)
  if (there.length < collected.length) return false
  text.media = there
  changed(state)
  return true
}

async function collect(state: CarrierState, media: CarrierMedia): Promise<CarrierMedia | undefined> {
  if (!isOnThisMachine(media.url)) return media
  try {
    const contentType = typeOf(await ask(media.url, 'HEAD'))
    const response = await ask(media.url, 'GET')
    const content = new Uint8Array(await response.arrayBuffer())
    if (contentType === undefined || typeOf(response) !== contentType || content.length === 0) return undefined
    state.files.set(media.url, { contentType, content })
    return { ...media, contentType }
  } catch {
    return undefined
  }
}

function ask(url: string, method: 'GET' | 'HEAD'): Promise<Response> {
  return fetch(url, { method, redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
}

function typeOf(response: Response): string | undefined {
  const contentType = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  return response.ok ? contentType : undefined
}

function isOnThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, protocol } = new URL(address)
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

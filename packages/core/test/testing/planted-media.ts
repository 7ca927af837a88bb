import type { SmsProvider } from '@threadline/core'
import type { ProviderSetup } from '@threadline/core/testing'
import type { Has } from './provider-fault.js'

const refused = { type: 'refused', retryable: false, failure: { category: 'media' } } as const
const unknown = { type: 'unknown', failure: { category: 'provider-down' } } as const

export function plantedMedia(
  { apiUrl, timeoutMs }: ProviderSetup,
  has: Has,
  authorization: string,
): NonNullable<SmsProvider['fetchMedia']> {
  return async ({ url }, maxBytes) => {
    const isOurs = URL.canParse(url) && new URL(url).origin === apiUrl
    if (!isOurs && !has('fetches from anywhere')) return refused
    try {
      const response = await fetch(url, {
        headers: { authorization },
        redirect: has('follows pictures to anywhere') ? 'follow' : 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if ([404, 410].includes(response.status)) return refused
      if (response.status !== 200 && !has('takes any answer for a picture')) return unknown
      const announced = Number(response.headers.get('content-length') ?? 0)
      const content = await read(response, has('reads pictures of any size') ? Infinity : maxBytes)
      const isTooLarge = has('believes the announced size') ? announced > maxBytes : content === undefined
      if (isTooLarge || !content) return isTooLarge ? refused : { type: 'done', value: large }
      const contentType = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.toLowerCase() ?? ''
      return { type: 'done', value: { content, contentType } }
    } catch {
      return unknown
    }
  }
}

const large = { content: new Uint8Array(), contentType: 'image/jpeg' }

async function read(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length
    if (length > maxBytes) return undefined
    chunks.push(chunk as Uint8Array)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

import { ThreadlineError } from '../errors.js'

/**
 * Reads a request's body as raw bytes.
 *
 * @param maxBytes - longest body taken
 * @throws {@link ThreadlineError} `webhook.too_large`, as soon as the limit is passed
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (request.bodyUsed) {
    throw new ThreadlineError('webhook.body_consumed', 'The body was read before: hand over the request as it came.')
  }
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.byteLength
    if (length > maxBytes) {
      await reader?.cancel()
      throw tooLarge(maxBytes)
    }
    chunks.push(part.value)
  }
  return join(chunks, length)
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

export function tooLarge(maxBytes: number): ThreadlineError {
  return new ThreadlineError('webhook.too_large', `The body is larger than ${maxBytes} bytes.`)
}

import { readBody } from './read-body.js'

/** A request, however it comes. */
export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  /**
   * Reads the body as raw bytes, once.
   *
   * @throws ThreadlineError `webhook.too_large`, as soon as the limit is passed; `webhook.body_consumed` when it was read before
   */
  readBody(maxBytes: number): Promise<Uint8Array>
}

/** A web-standard request. */
export function fromRequest(request: Request): Incoming {
  const { headers, method } = request
  return { method, url: new URL(request.url), headers, readBody: (maxBytes) => readBody(request, maxBytes) }
}

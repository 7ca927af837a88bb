import type { PlainResponse } from './ports/webhook.js'

export function isPlain(answer: Response | PlainResponse): answer is PlainResponse {
  return typeof answer.body === 'string'
}

/** For who asked by a web-standard request. */
export function toResponse(answer: Response | PlainResponse): Response {
  if (!isPlain(answer)) return answer
  const { body, headers, status } = answer
  return new Response(body || null, { status, headers })
}

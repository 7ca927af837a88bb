/** A refusal as Vonage words it. */
export interface VonageRefusal {
  readonly status: number
  /** A number of the Messages API, or a word of all of Vonage's APIs. */
  readonly code: number | string
  readonly title: string
  readonly detail: string
  /** The field that is not accepted. */
  readonly field?: string
}

/** Refusals that have no field. */
export const refusals = {
  unauthorized: {
    status: 401,
    code: 'unauthorized',
    title: 'Unauthorized',
    detail: 'You did not provide correct credentials.',
  },
  notFound: { status: 404, code: 'not-found', title: 'Not Found', detail: 'The requested resource does not exist.' },
  throttled: { status: 429, code: 1000, title: 'Throttled', detail: 'You have exceeded the submission capacity.' },
  sender: { status: 422, code: 1120, title: 'Illegal Sender Address', detail: 'The sender was not accepted.' },
} as const satisfies Readonly<Record<string, VonageRefusal>>

/** A field that is missing or wrong. */
export function invalidField(field: string, detail: string): VonageRefusal {
  return { status: 422, code: 'invalid-params', title: 'Invalid params', detail, field }
}

/**
 * The body of a refusal, as text.
 *
 * @see https://developer.vonage.com/en/api-errors
 */
export function problemBody({ code, title, detail, field }: VonageRefusal): string {
  const page = typeof code === 'number' ? 'api-errors/messages' : 'api-errors'
  return JSON.stringify({
    type: `https://developer.vonage.com/${page}#${code}`,
    title,
    detail,
    instance: '00000000000000000000000000000001',
    ...(field === undefined ? {} : { invalid_parameters: [{ name: field, reason: detail }] }),
  })
}

/** A refusal. */
export function problem(refusal: VonageRefusal): Response {
  return new Response(problemBody(refusal), {
    status: refusal.status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

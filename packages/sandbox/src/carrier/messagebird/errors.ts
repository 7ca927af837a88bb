/**
 * What the API refuses, in MessageBird's codes.
 *
 * @see https://developers.messagebird.com/api/#api-errors
 */
const refusals = {
  wrongKey: {
    status: 401,
    code: 2,
    description: 'Request not allowed (incorrect access_key)',
    parameter: 'access_key',
  },
  noOriginator: { status: 422, code: 9, description: 'originator is invalid', parameter: 'originator' },
  noRecipient: { status: 422, code: 9, description: 'no (correct) recipients found', parameter: 'recipients' },
  noBody: { status: 422, code: 9, description: 'body is required', parameter: 'body' },
  longBody: { status: 422, code: 10, description: 'body is too long', parameter: 'body' },
  badMedia: { status: 422, code: 10, description: 'mediaUrls is invalid', parameter: 'mediaUrls' },
  badReportUrl: { status: 422, code: 10, description: 'reportUrl is invalid', parameter: 'reportUrl' },
  notFound: { status: 404, code: 20, description: 'message not found', parameter: null },
  noSuchCall: { status: 404, code: 98, description: 'API not found', parameter: null },
} as const

export type RefusalName = keyof typeof refusals

/** A refusal. */
export function refusal(name: RefusalName): Response {
  const { status, ...error } = refusals[name]
  return json({ errors: [error] }, status)
}

/** An answer. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
}

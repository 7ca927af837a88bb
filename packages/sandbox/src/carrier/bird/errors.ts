/**
 * What the API refuses, by Bird's names. Those of 409 have Bird's codes; the other codes are made up.
 *
 * @see https://bird.com/docs/api/errors
 */
const refusals = {
  Unauthorized: { status: 401, code: 'E90001', type: 'auth_error' },
  NotFound: { status: 404, code: 'E90002', type: 'not_found_error' },
  request_in_progress: { status: 409, code: 'E01004', type: 'conflict_error' },
  idempotency_key_reuse: { status: 409, code: 'E01005', type: 'conflict_error' },
  SMSInvalidRecipient: { status: 422, code: 'E90003', type: 'validation_error', param: 'to' },
  SMSNoEligibleSender: { status: 422, code: 'E90004', type: 'validation_error', param: 'from' },
  SMSSenderNotConfigured: { status: 422, code: 'E90005', type: 'validation_error', param: 'from' },
  SMSUnsupportedFeature: { status: 422, code: 'E90006', type: 'validation_error', param: 'media_urls' },
  InvalidText: { status: 422, code: 'E90007', type: 'validation_error', param: 'text' },
  CategoryRequired: { status: 422, code: 'E90008', type: 'validation_error', param: 'category' },
} as const

export type RefusalName = keyof typeof refusals

/** A refusal. */
export function refusal(name: RefusalName): Response {
  const { status, ...error } = refusals[name]
  return json({ ...error, name, message: `The request was refused: ${name}.`, request_id: 'req_sandbox' }, status)
}

/** An answer. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
}

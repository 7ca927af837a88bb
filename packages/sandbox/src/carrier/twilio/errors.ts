/**
 * What the API refuses, in Twilio's codes.
 *
 * @see https://www.twilio.com/docs/api/errors
 */
const refusals = {
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21266: { status: 400, message: "'To' and 'From' number cannot be the same" },
  21602: { status: 400, message: 'Message body is required.' },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: {
    status: 400,
    message: "The 'From' phone number provided is not a valid message-capable Twilio phone number for this account",
  },
  21609: { status: 400, message: "Invalid 'StatusCallback' url" },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  21620: { status: 400, message: 'Invalid media URL' },
  21623: { status: 400, message: 'Number of media files exceeds allowed limit' },
} as const

export type TwilioErrorCode = keyof typeof refusals

/** What a text's own error code says in `error_message`. */
export const deliveryErrors: Readonly<Record<number, string>> = {
  30003: 'Unreachable destination handset',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
}

/** The body of a refusal, as text. */
export function twilioErrorBody(code: TwilioErrorCode): string {
  const { status, message } = refusals[code]
  return JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

/** A refusal. */
export function twilioError(code: TwilioErrorCode): Response {
  return new Response(twilioErrorBody(code), { status: refusals[code].status, headers: jsonHeaders })
}

/** An answer. */
export function twilioJson(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: jsonHeaders })
}

const jsonHeaders = { 'content-type': 'application/json;charset=utf-8' }

import type { WireAnswer, WireRequest } from '@threadline/core/testing'

/** A message as Twilio's API gives it. */
export function created(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    sid: `SM${'a1'.repeat(16)}`,
    account_sid: `AC${'0'.repeat(32)}`,
    status: 'queued',
    to: '+14155550123',
    from: '+14155550100',
    body: 'Hello',
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    error_code: null,
    date_created: 'Mon, 07 Jan 2030 10:00:00 +0000',
    date_sent: null,
    messaging_service_sid: null,
    ...fields,
  }
}

/** A page of Twilio's message list. */
export function listOf(messages: readonly unknown[], nextPage: string | null = null) {
  return { messages, next_page_uri: nextPage, page: 0, page_size: 1000, start: 0, end: messages.length }
}

/** An error of Twilio's API. Its words hold what must not leak. */
export function vendorError(status: number, code: number, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  const message = `The number +14155550123 is not accepted (token-of-the-test)`
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers }
}

/** The form in the body of a call. */
export function formIn(call: WireRequest | undefined): URLSearchParams {
  return new URLSearchParams(new TextDecoder().decode(call?.body))
}

import type { WireAnswer } from '@threadline/core/testing'

/** What Vonage's API says to a message it takes over. */
export function created(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { message_uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab', ...fields }
}

/** An error of Vonage's API, by the end of its type. Its words hold what must not leak. */
export function vendorError(
  status: number,
  code: number | string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly invalid_parameters?: readonly object[] } = {},
): WireAnswer {
  const { headers, ...fields } = more
  const page = typeof code === 'number' ? 'api-errors/messages' : 'api-errors'
  const problem = {
    type: `https://developer.vonage.com/${page}#${code}`,
    title: 'Not accepted',
    detail: 'The number 14155550123 is not accepted (secret-of-the-test)',
    instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
    ...fields,
  }
  return { status, body: problem, headers }
}

import { ThreadlineError, type WebhookRequest } from '@threadline/core'
import { isObject, type JsonObject } from '../json.js'

/** What Slack sent, by the door it came through. */
export type SlackBody =
  /** The Events API. */
  | { readonly type: 'event'; readonly payload: JsonObject }
  /** Buttons, forms and fields that suggest. */
  | { readonly type: 'interaction'; readonly payload: JsonObject }
  /** A slash command: the fields of its form. */
  | { readonly type: 'command'; readonly payload: JsonObject }
  /** `ssl_check`, with which Slack tries our certificate. */
  | { readonly type: 'form' }

/**
 * Parses a verified body. Throws `webhook.unsupported_media_type` or `webhook.malformed`.
 *
 * @see https://docs.slack.dev/apis/events-api#receiving-events
 */
export function parseBody({ headers, body }: WebhookRequest): SlackBody {
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  switch (mediaType) {
    case 'application/json':
      return { type: 'event', payload: parseObject(decode(body)) }
    case 'application/x-www-form-urlencoded':
      return parseForm(new URLSearchParams(decode(body)))
    default:
      throw new ThreadlineError('webhook.unsupported_media_type', 'Slack sends JSON or a form, and this is neither.')
  }
}

function parseForm(form: URLSearchParams): SlackBody {
  const payload = form.get('payload')
  if (payload !== null) return { type: 'interaction', payload: parseObject(payload) }
  return form.has('command') ? { type: 'command', payload: Object.fromEntries(form) } : { type: 'form' }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw malformed()
  }
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text)
  if (isObject(value)) return value
  throw malformed()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed()
  }
}

/** Without a cause: the parser's own error quotes the text. */
function malformed(): ThreadlineError {
  return new ThreadlineError('webhook.malformed', 'The body is not a JSON object in UTF-8.')
}

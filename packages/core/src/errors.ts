/** Every code a {@link ThreadlineError} can carry. Compare codes, never messages. */
export type ThreadlineErrorCode =
  | 'configuration.invalid'
  | 'webhook.bad_signature'
  | 'webhook.stale'
  | 'webhook.unsigned'
  | 'webhook.too_large'
  | 'webhook.unsupported_media_type'
  | 'webhook.malformed'
  | 'webhook.unknown_provider'
  | 'webhook.body_consumed'
  | 'send.invalid_recipient'
  | 'send.empty_text'
  | 'send.text_too_long'
  | 'send.file_not_taken'
  | 'send.unknown_line'
  | 'send.opted_out'
  | 'send.blocked'
  | 'send.country_not_allowed'
  | 'send.limit_reached'
  | 'send.not_failed'
  | 'send.invalid_idempotency_key'
  | 'send.invalid_time'
  | 'scheduled.not_found'
  | 'scheduled.already_sent'
  | 'settings.invalid'
  | 'template.not_found'
  | 'template.unfilled'
  | 'contact.not_found'
  | 'contact.invalid'
  | 'contact.number_taken'
  | 'contact.only_start_opens'
  | 'broadcast.not_found'
  | 'broadcast.invalid'
  | 'broadcast.over'
  | 'conversation.not_found'
  | 'conversation.invalid'
  | 'conversation.invalid_assignee'
  | 'metrics.invalid'
  | 'not_ready'
  | 'storage.failed'
  | 'storage.in_use'
  | 'storage.taken_over'
  | 'storage.limit_reached'

const statusOf: Readonly<Record<ThreadlineErrorCode, number>> = {
  'configuration.invalid': 500,
  'webhook.bad_signature': 401,
  'webhook.stale': 401,
  'webhook.unsigned': 401,
  'webhook.too_large': 413,
  'webhook.unsupported_media_type': 415,
  'webhook.malformed': 400,
  'webhook.unknown_provider': 404,
  'webhook.body_consumed': 500,
  'send.invalid_recipient': 400,
  'send.empty_text': 400,
  'send.text_too_long': 400,
  'send.file_not_taken': 400,
  'send.unknown_line': 404,
  'send.opted_out': 409,
  'send.blocked': 409,
  'send.country_not_allowed': 409,
  'send.limit_reached': 429,
  'send.not_failed': 409,
  'send.invalid_idempotency_key': 400,
  'send.invalid_time': 400,
  'scheduled.not_found': 404,
  'scheduled.already_sent': 409,
  'settings.invalid': 400,
  'template.not_found': 404,
  'template.unfilled': 409,
  'contact.not_found': 404,
  'contact.invalid': 400,
  'contact.number_taken': 409,
  'contact.only_start_opens': 409,
  'broadcast.not_found': 404,
  'broadcast.invalid': 400,
  'broadcast.over': 409,
  'conversation.not_found': 404,
  'conversation.invalid': 400,
  'conversation.invalid_assignee': 400,
  'metrics.invalid': 400,
  not_ready: 503,
  'storage.failed': 503,
  'storage.in_use': 503,
  'storage.taken_over': 503,
  'storage.limit_reached': 503,
}

export interface ThreadlineErrorOptions {
  /** HTTP status a webhook that meets this error is answered with. @defaultValue by code */
  readonly status?: number
  /** Whether the same call may succeed later. @defaultValue true when the status is 5xx */
  readonly retryable?: boolean
  /** Milliseconds to wait before trying again. */
  readonly retryAfterMs?: number
  /** What went wrong below. Must not carry credentials or customers' data. */
  readonly cause?: unknown
}

/** The one error family of Threadline: a stable `code`, and what the caller may do about it. */
export class ThreadlineError extends Error {
  override readonly name = 'ThreadlineError'
  readonly code: ThreadlineErrorCode
  readonly status: number
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined

  constructor(code: ThreadlineErrorCode, message: string, options: ThreadlineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.status = options.status ?? statusOf[code]
    this.retryable = options.retryable ?? this.status >= 500
    this.retryAfterMs = options.retryAfterMs
  }
}

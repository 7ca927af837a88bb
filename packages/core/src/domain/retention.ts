/** How long things are kept, in milliseconds. */
export interface Retention {
  /** Text and media of messages. Absent: for ever. */
  readonly textsMs?: number
  readonly claimsMs: number
  readonly receiptsMs: number
}

/** A request as it came: raw bytes, and the URL the sender used (public host, path and query untouched). */
export interface WebhookRequest {
  readonly method: string
  /** Full public URL, query included, as the sender signed it. */
  readonly url: string
  readonly headers: Headers
  readonly body: Uint8Array
}

/** An answer of a few words, for which no stream has to be made and read: where there are many, that is felt. */
export interface PlainResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Empty for none. */
  readonly body: string
}

/** What a webhook held, verified and parsed, and how to answer it once its events are committed. */
export interface Received<Event, Answer = undefined, Reply = Response> {
  readonly events: readonly Event[]
  /** The 2xx for the sender. `answer` is what a flow wants said in the response itself, if anything. */
  respond(answer?: Answer): Reply
}

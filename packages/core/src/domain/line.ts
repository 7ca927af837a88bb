/** A number of ours at one provider. */
export interface Sender {
  /** Key of the provider in `createThreadline({ providers })`, also the last part of its webhook path. */
  readonly provider: string
  /** E.164 number, short code or alphanumeric sender id. */
  readonly address: string
}

/** A logical business number: where its texts come from, where they are shown, and how it behaves. */
export interface Line {
  readonly id: string
  /** Name people read, such as "Support". */
  readonly name: string
  /** In order of preference; the first one sends. */
  readonly senders: readonly [Sender, ...Sender[]]
  /** The shared channel: an id, or a name with `#`. */
  readonly channel: string
  /** ISO 3166 alpha-2 country in which numbers without `+` are read. */
  readonly defaultCountry: string
  /** Milliseconds of quiet before a notification card is posted. */
  readonly notificationWindowMs: number
  /** Whether curly quotes, long dashes and ellipses are made plain before a text leaves. */
  readonly smartQuotes: 'keep' | 'plain'
  /** What becomes of a text longer than the provider takes. */
  readonly longTexts: 'refuse' | 'split'
}

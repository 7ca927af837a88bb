/** The desk that works with a sandbox, as its page can handle it: killed, started again, moved to another provider. */
export interface DeskProcess {
  readonly state: 'starting' | 'running' | 'stopped'
  /** Who carries the texts of the line now. */
  readonly provider: string
  readonly providers: readonly string[]
  /** Ends it in the middle of whatever it does. */
  kill(): void
  /** Resolves when it runs. */
  start(): Promise<void>
  /** Starts it again with another provider. Throws for one that is not in `providers`. */
  use(provider: string): Promise<void>
  /** Told of every change of `state` and `provider`. Returns what ends it. */
  onChange(listener: () => void): () => void
}

/** Something the desk did, as its page shows it between the calls and webhooks that the sandbox sees itself. */
export interface DeskStep {
  /** Such as `webhook from Slack`, `transaction` or `effect send-text`. */
  readonly name: string
  readonly outcome: string
  readonly startedAt: Date
  readonly durationMs: number
  /** What it is part of, such as `trace:…`, `effect:…` and `message:…`: what shares one of these belongs together. */
  readonly links?: readonly string[]
  /** What it had a hand in: it is shown with that, and leads no further. */
  readonly mentions?: readonly string[]
}

/** Plain facts about something measured: kinds and outcomes, never numbers, names or texts. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** What leads from one span to another: our own ids of effects and messages. Far too many to count by. */
export type Trail = Readonly<Record<string, string | readonly string[]>>

/** Something to be watched while it is done. */
export interface Watched<Result> {
  readonly name: 'webhook' | 'transaction' | 'effect'
  /** Known beforehand. */
  readonly facts: Facts
  readonly work: () => Promise<Result>
  /** Facts known afterwards. */
  readonly conclude?: (result: Result) => Facts
  /** For the span alone. */
  readonly trail?: (result: Result) => Trail
  /** It is no part of what happened to be going on when it was begun, such as the webhook that woke its lane. */
  readonly isApart?: boolean
}

/** Watches what the desk does. Core's own goes to OpenTelemetry and costs nothing while the host has not set that up. */
export interface Telemetry {
  /** Runs its work as one span, and counts it with its duration in milliseconds. Rejects as the work does. */
  watch<Result>(watched: Watched<Result>): Promise<Result>
}

/** Plain facts about something measured: kinds and outcomes, never numbers, names or texts. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** Watches what the desk does. Core's own goes to OpenTelemetry and costs nothing while the host has not set that up. */
export interface Telemetry {
  /**
   * Runs `work` as one span, and counts it with its duration in milliseconds.
   *
   * @param name - what is done: `webhook` or `effect`
   * @param facts - known beforehand
   * @param conclude - facts known afterwards
   */
  watch<Result>(
    name: string,
    facts: Facts,
    work: () => Promise<Result>,
    conclude: (result: Result) => Facts,
  ): Promise<Result>
}

/** A moment in whole seconds, as most of Slack's fields have it. */
export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

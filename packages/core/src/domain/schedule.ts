const dayMs = 24 * 60 * 60_000
const longestMs = 366 * dayMs

/** What is wrong with a time to send at, in a sentence, or `undefined`. A moment is a moment: no clock change moves it. */
export function problemOfTime(at: Date, now: Date): string | undefined {
  if (Number.isNaN(at.getTime())) return 'That is no time. Choose a date and a time.'
  if (at <= now) return 'That time has passed. Choose a later one.'
  if (at.getTime() - now.getTime() > longestMs) return 'That is more than a year from now. Choose an earlier time.'
  return undefined
}

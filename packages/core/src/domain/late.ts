const minuteMs = 60_000

/** A text that was longer on its way than this has come late. */
const lateAfterMs = 10 * minuteMs

/** How late a text is, in words that people use, or `undefined` when it is not. */
export function lateness(sentAt: Date | undefined, now: Date): string | undefined {
  const ageMs = sentAt ? now.getTime() - sentAt.getTime() : 0
  if (!(ageMs > lateAfterMs)) return undefined
  const minutes = Math.round(ageMs / minuteMs)
  if (minutes < 90) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 36 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

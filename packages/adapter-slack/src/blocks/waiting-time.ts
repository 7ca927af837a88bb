const units: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** How long somebody has been waiting, in the largest unit that fits: `3 minutes`, `1 day`. */
export function waitingTime(since: Date, now: Date): string {
  const elapsedMs = now.getTime() - since.getTime()
  const [name, lengthMs] = units.find(([, length]) => elapsedMs >= length) ?? []
  if (name === undefined || lengthMs === undefined) return 'less than a minute'
  const count = Math.floor(elapsedMs / lengthMs)
  return count === 1 ? `1 ${name}` : `${count} ${name}s`
}

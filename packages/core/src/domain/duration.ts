const units: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** A duration in the largest unit that fits: `3 minutes`, `1 day`. */
export function inWords(ms: number): string {
  const [name, lengthMs] = units.find(([, length]) => ms >= length) ?? []
  if (name === undefined || lengthMs === undefined) return 'less than a minute'
  const count = Math.floor(ms / lengthMs)
  return count === 1 ? `1 ${name}` : `${count} ${name}s`
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Ages at which a text without a final receipt is asked about. After the last one it is given up. */
const agesMs = [10 * minuteMs, 30 * minuteMs, 2 * hourMs, 8 * hourMs, 24 * hourMs] as const

/** When a provider is asked next what became of a text; `undefined` when it has been asked often enough. */
export function nextCheckAt(startedAt: Date, now: Date): Date | undefined {
  const ageMs = now.getTime() - startedAt.getTime()
  const nextMs = agesMs.find((candidate) => candidate > ageMs)
  return nextMs === undefined ? undefined : new Date(startedAt.getTime() + nextMs)
}

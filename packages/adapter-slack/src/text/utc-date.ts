/** A moment in unix seconds as `2026-11-23 15:04 UTC`, or `undefined` when it is none. */
export function utcDate(unixSeconds: number): string | undefined {
  const date = new Date(unixSeconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

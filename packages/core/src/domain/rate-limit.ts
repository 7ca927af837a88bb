/** How often something may be done: `permits` in `perMs` milliseconds, evenly, and `burst` at once after a quiet time. */
export interface RateLimit {
  readonly permits: number
  readonly perMs: number
  readonly burst: number
}

/** Milliseconds that so many permits take. */
export function costMs({ permits, perMs }: RateLimit, cost: number): number {
  return Math.ceil((cost * perMs) / permits)
}

/**
 * When something that has taken its permits may go, by the generic cell rate algorithm
 * (https://www.itu.int/rec/T-REC-I.371, annex A). What costs more than a whole burst goes as soon as a burst could.
 *
 * @param mark - the time up to which permits are taken, these included
 */
export function mayGoAt(limit: RateLimit, cost: number, mark: Date, now: Date): Date {
  const before = mark.getTime() - costMs(limit, cost)
  const atMs = before - leewayMs(limit, cost)
  return new Date(Math.max(atMs, now.getTime()))
}

/** The latest mark, with its own permits, by which something may go at once. */
export function latestMark(limit: RateLimit, cost: number, now: Date): Date {
  return new Date(now.getTime() + costMs(limit, cost) + leewayMs(limit, cost))
}

/** How far the mark may lie ahead of now before something that costs so much. */
function leewayMs(limit: RateLimit, cost: number): number {
  return costMs(limit, limit.burst) - costMs(limit, Math.min(cost, limit.burst))
}

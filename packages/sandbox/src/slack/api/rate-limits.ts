import type { Clock } from '@threadline/core'

/** Calls per minute: 1, 20, 50, 100. `post` is about one per second and channel; `free` is generous. */
export type Tier = 1 | 2 | 3 | 4 | 'post' | 'free'

/** Counts calls and says how long to wait. */
export interface RateLimits {
  /**
   * Counts one call. Returns whole seconds to wait when it is one too many, else `undefined`.
   *
   * @param scope - the method, and for posts the channel
   */
  take(tier: Tier, scope: string): number | undefined
}

/** Without limits. */
export const noRateLimits: RateLimits = { take: () => undefined }

/** A post per second and channel, after a burst of this many. Slack does not say how many; this is a cautious guess. */
const postBurst = 4
const postIntervalMs = 1000
const perMinute: Readonly<Record<Exclude<Tier, 'post'>, number>> = { 1: 1, 2: 20, 3: 50, 4: 100, free: 600 }

/** Slack's limits: https://docs.slack.dev/apis/web-api/rate-limits */
export function slackRateLimits(clock: Clock): RateLimits {
  const callsMs = new Map<string, readonly number[]>()
  const fullAgainMs = new Map<string, number>()

  /** So many calls within any minute. */
  function takeFromMinute(scope: string, most: number): number | undefined {
    const nowMs = clock.now().getTime()
    const recent = (callsMs.get(scope) ?? []).filter((atMs) => atMs > nowMs - 60_000)
    const oldest = recent[0]
    if (oldest !== undefined && recent.length >= most) return secondsOf(oldest + 60_000 - nowMs)
    callsMs.set(scope, [...recent, nowMs])
    return undefined
  }

  /** A bucket of permits that fills up by one a second; `fullAgainMs` is when it is full. */
  function takeFromBucket(scope: string): number | undefined {
    const nowMs = clock.now().getTime()
    const fullMs = Math.max(fullAgainMs.get(scope) ?? 0, nowMs) + postIntervalMs
    const tooSoonMs = fullMs - nowMs - postBurst * postIntervalMs
    if (tooSoonMs > 0) return secondsOf(tooSoonMs)
    fullAgainMs.set(scope, fullMs)
    return undefined
  }

  return {
    take: (tier, scope) => (tier === 'post' ? takeFromBucket(scope) : takeFromMinute(scope, perMinute[tier])),
  }
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}

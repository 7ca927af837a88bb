import { carriers } from './carriers.mjs'

/**
 * Longest that a host waits for an answer, in milliseconds on the wall. On a busy machine what answers gets a turn every few
 * seconds only; in an outage everything is to be over soon.
 */
const timeoutsMs = { killed: 10_000, away: 5_000 }
/** Longest that an effect can take: longer than the two calls of a post. */
const callTimeoutMs = 2 * timeoutsMs.killed + 1_000
/** Milliseconds without a sign of life after which an interrupted effect is taken over: shorter than many a call. */
const leaseMs = 4_000

/**
 * What a host is told when it opens.
 *
 * Killed hosts get short waits, so that many kills fit into a round. Where time is scaled, what waits has its default
 * length on the quick clock, and what watches over real work keeps its length on the wall.
 */
export function settingsFor({ balancer, database, hasLimits, number, provider, sabotage, sandbox, time, wires }) {
  const { botToken, signingSecret, teamId } = sandbox.slack.identity
  const timeoutMs = time.scale === 1 ? timeoutsMs.killed : timeoutsMs.away
  const slackApiUrl = sandbox.slackApiUrl.replace(sandbox.url, wires.slack.url)
  return {
    ...database.settings,
    publicUrl: balancer.url,
    number,
    time,
    timeoutMs,
    provider,
    hasLimits,
    sabotage,
    queueLeaseMs: 2_000,
    waits: time.scale === 1 ? shortWaits : scaledWaits(time.scale, timeoutMs),
    slack: { teamId, credentials: { botToken, signingSecret, apiUrl: slackApiUrl } },
    carrier: { ...carriers[provider].credentials(sandbox.carrier), apiUrl: `${wires.carrier.url}/${provider}` },
  }
}

const shortWaits = {
  notificationWindowMs: 2_000,
  settleAfterMs: 1_500,
  callTimeoutMs,
  leaseMs,
}

const scaledWaits = (scale, timeoutMs) => ({
  callTimeoutMs: (timeoutMs + 2_000) * scale,
  leaseMs: leaseMs * scale,
  textDeadlineMs: 60 * 60_000 * scale,
})

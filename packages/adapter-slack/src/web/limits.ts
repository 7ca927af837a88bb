import type { ChatLimits } from '@threadline/core'

/**
 * What Slack takes from one app in one workspace: a post a second in each channel, with short bursts whose size it does not
 * tell; and by method, reactions, updates and deletions some fifty a minute. Bursts are such that a busy minute stays near that.
 *
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const slackLimits: ChatLimits = {
  post: { permits: 1, perMs: 1_000, burst: 10 },
  mark: { permits: 50, perMs: 60_000, burst: 20 },
  remove: { permits: 50, perMs: 60_000, burst: 20 },
  update: { permits: 50, perMs: 60_000, burst: 20 },
}

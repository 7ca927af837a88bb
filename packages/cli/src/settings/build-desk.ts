import { randomBytes } from 'node:crypto'
import { slackAdapter, slackWorkspaceId } from '@threadline/adapter-slack'
import { createThreadline, type Clock, type Sender, type Threadline } from '@threadline/core'
import { systemClock } from '@threadline/core/memory'
import type { Carrier } from './carriers.js'
import { openKeeping } from './open-keeping.js'
import type { RealSettings } from './settings.js'

/** A desk made of its settings, not started: nothing is delivered by it until then. */
export interface BuiltDesk {
  readonly threadline: Threadline
  /** What Slack's requests are signed with; one of our own when a socket takes their place. */
  readonly signingSecret: string
  /** Stops what was started, and closes where everything is kept. */
  close(): Promise<void>
}

/**
 * Builds the desk that the settings say and opens where everything is kept.
 *
 * @param clock what its waits and the ages of webhooks are measured by
 * @throws ThreadlineError `configuration.invalid` or `storage.failed`, with what to change
 */
export async function buildDesk(settings: RealSettings, clock: Clock = systemClock): Promise<BuiltDesk> {
  const { carriers, idle, line, publicUrl, slack } = settings
  const [first, ...others] = carriers
  const now = () => clock.now()
  const { apiUrl, botToken } = slack
  // In Socket Mode nobody but ourselves signs, so any secret will do.
  const signingSecret = slack.signingSecret ?? randomBytes(32).toString('hex')
  const workspaceId = slack.workspaceId ?? (await slackWorkspaceId({ botToken, signingSecret, apiUrl }))
  const storage = await openKeeping(settings.keeping, workspaceId, clock)
  const threadline = createThreadline({
    storage,
    workspaceId,
    publicUrl,
    chat: slackAdapter({ botToken, signingSecret, apiUrl, now }),
    providers: Object.fromEntries([...carriers, ...idle].map(({ make, provider }) => [provider, make(now)])),
    lines: [{ name: 'Support', ...line, senders: [senderOf(first), ...others.map(senderOf)] }],
    clock,
  })
  return {
    threadline,
    signingSecret,
    async close() {
      await threadline.stop()
      await storage.stop()
    },
  }
}

const senderOf = ({ address, provider }: Carrier): Sender => ({ provider, address })

import { randomBytes } from 'node:crypto'
import { slackAdapter, slackSocketMode, slackWorkspaceId } from '@threadline/adapter-slack'
import { createThreadline, type Sender, type Threadline } from '@threadline/core'
import type { Carrier } from './carriers.js'
import { withHealth } from './health.js'
import { listen } from './listen.js'
import { openKeeping } from './open-keeping.js'
import type { RealSettings } from './settings.js'

export interface RealDesk {
  readonly threadline: Threadline
  /** Where it listens on this machine. */
  readonly url: string
  /** What to enter at Slack and at the providers, one line each. */
  readonly instructions: readonly string[]
  stop(): Promise<void>
}

/** The host on the real services. With an app token Slack is reached by a socket, and only the providers need the public URL. */
export async function openRealDesk(settings: RealSettings): Promise<RealDesk> {
  const { carriers, line, publicUrl, slack } = settings
  const [first, ...others] = carriers
  // In Socket Mode nobody but ourselves signs, so any secret will do.
  const signingSecret = slack.signingSecret ?? randomBytes(32).toString('hex')
  const { apiUrl, botToken } = slack
  const workspaceId = slack.workspaceId ?? (await slackWorkspaceId({ botToken, signingSecret, apiUrl }))
  const { storage } = await openKeeping(settings.keeping, workspaceId)
  const threadline = createThreadline({
    storage,
    workspaceId,
    publicUrl,
    chat: slackAdapter({ botToken, signingSecret, apiUrl }),
    providers: Object.fromEntries(carriers.map(({ make, provider }) => [provider, make()])),
    lines: [{ name: 'Support', ...line, senders: [senderOf(first), ...others.map(senderOf)] }],
  })
  const server = await listen(settings.port)
  server.handle(withHealth(threadline))
  await threadline.start()

  const { appToken } = slack
  const socket = appToken
    ? slackSocketMode({
        appToken,
        signingSecret,
        apiUrl,
        deliver: (request) => threadline.fetch(request),
        url: `${publicUrl}/threadline/chat`,
      })
    : undefined
  await socket?.start()

  return {
    threadline,
    url: server.url,
    instructions: [
      appToken
        ? 'Slack: connected by Socket Mode, nothing to enter.'
        : `Slack: enter ${publicUrl}/threadline/chat as request URL of events and of interactivity.`,
      ...carriers.map((carrier) => instructionFor(carrier, publicUrl)),
    ],
    async stop() {
      await socket?.stop()
      await server.close()
      await threadline.stop()
      await storage.stop()
    },
  }
}

const senderOf = ({ address, provider }: Carrier): Sender => ({ provider, address })

/** What stands behind `#` has Twilio try again when the host cannot be reached. */
function instructionFor({ address, provider }: Carrier, publicUrl: string): string {
  const retries = provider === 'twilio' ? '#rc=3&rp=5xx,ct,rt' : ''
  return `${provider}: enter ${publicUrl}/threadline/sms/${provider}${retries} as webhook of ${address}.`
}

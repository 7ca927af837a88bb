import { slackSocketMode } from '@threadline/adapter-slack'
import { buildDesk, type Carrier, type RealSettings } from '@threadline/cli'
import type { Clock, Threadline } from '@threadline/core'
import { withHealth } from './health.js'
import { listen } from './listen.js'

export interface RealDesk {
  readonly threadline: Threadline
  /** Where it listens on this machine. */
  readonly url: string
  /** What to enter at Slack and at the providers, one line each. */
  readonly instructions: readonly string[]
  stop(): Promise<void>
}

/**
 * The host on the real services. With an app token Slack is reached by a socket, and only the providers need the public
 * URL.
 *
 * @param clock another clock than the system's
 */
export async function openRealDesk(settings: RealSettings, clock?: Clock): Promise<RealDesk> {
  const { carriers, publicUrl, slack } = settings
  const { close, signingSecret, threadline } = await buildDesk(settings, clock)
  const server = await listen(settings.port)
  server.handle(withHealth(threadline))
  await threadline.start()

  const { apiUrl, appToken } = slack
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
      await close()
    },
  }
}

/** What stands behind `#` has Twilio try again when the host cannot be reached. */
function instructionFor({ address, provider }: Carrier, publicUrl: string): string {
  const retries = provider === 'twilio' ? '#rc=3&rp=5xx,ct,rt' : ''
  return `${provider}: enter ${publicUrl}/threadline/sms/${provider}${retries} as webhook of ${address}.`
}

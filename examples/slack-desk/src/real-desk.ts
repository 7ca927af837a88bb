import { randomBytes } from 'node:crypto'
import { slackAdapter, slackSocketMode, slackWorkspaceId } from '@threadline/adapter-slack'
import { createThreadline, type Threadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'
import { withHealth } from './health.js'
import { listen } from './listen.js'
import { openKeeping } from './open-keeping.js'
import type { RealSettings } from './settings.js'

export interface RealDesk {
  readonly threadline: Threadline
  /** Where it listens on this machine. */
  readonly url: string
  /** What to enter at Slack and at Twilio, one line each. */
  readonly instructions: readonly string[]
  stop(): Promise<void>
}

/** The host on the real services. With an app token Slack is reached by a socket, and only Twilio needs the public URL. */
export async function openRealDesk(settings: RealSettings): Promise<RealDesk> {
  const { line, publicUrl, slack, twilio } = settings
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
    providers: { twilio: twilioProvider(twilio) },
    lines: [{ name: 'Support', ...line, senders: [{ provider: 'twilio', address: line.number }] }],
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
      `Twilio: enter ${publicUrl}/threadline/sms/twilio#rc=3&rp=5xx,ct,rt as webhook of ${line.number} (POST).`,
    ],
    async stop() {
      await socket?.stop()
      await server.close()
      await threadline.stop()
      await storage.stop()
    },
  }
}

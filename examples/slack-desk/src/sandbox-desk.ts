import { slackAdapter } from '@threadline/adapter-slack'
import type { DeskLine } from '@threadline/cli'
import { createThreadline, type Clock, type Logger, type Threadline } from '@threadline/core'
import { memoryQueue, systemClock } from '@threadline/core/memory'
import { twilioProvider } from '@threadline/provider-twilio'
import { startSandbox, type Sandbox } from '@threadline/sandbox'
import { withHealth } from './health.js'
import { listen } from './listen.js'

export interface SandboxDeskOptions {
  /** Port of the page; 0 takes any free one. */
  readonly port: number
  readonly line?: Partial<DeskLine>
  readonly clock?: Clock
  /** Milliseconds between the statuses of a text, so that a person sees them tick. @defaultValue 0 */
  readonly statusDelayMs?: number
  readonly logger?: Logger
}

/** The host on a sandbox: the same adapters, the same HTTP, the same signatures, and nobody's money. */
export interface SandboxDesk {
  readonly threadline: Threadline
  readonly sandbox: Sandbox
  /** Resolves when nothing is on its way any more, on either side. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export const sandboxNumber = '+14155550100'

const phones = [
  { number: '+14155550123', name: 'Jane', kind: 'mobile' },
  { number: '+14155550145', name: 'Front desk', kind: 'landline' },
  { number: '+14155550167', name: 'Out of battery', kind: 'off' },
] as const

export async function openSandboxDesk(options: SandboxDeskOptions): Promise<SandboxDesk> {
  const { clock = systemClock, line, logger, port, statusDelayMs } = options
  const now = () => clock.now()
  const sandbox = await startSandbox({ port, clock, carrier: { numbers: [{ number: sandboxNumber }], statusDelayMs } })
  for (const phone of phones) sandbox.carrier.addPhone(phone)
  const server = await listen(0, '127.0.0.1')
  const { identity } = sandbox.slack
  const queue = memoryQueue({ clock })

  const threadline = createThreadline({
    workspaceId: identity.teamId,
    publicUrl: server.url,
    chat: slackAdapter({
      botToken: identity.botToken,
      signingSecret: identity.signingSecret,
      apiUrl: sandbox.slackApiUrl,
      now,
    }),
    providers: {
      twilio: twilioProvider({
        accountSid: sandbox.carrier.accountSid,
        authToken: sandbox.carrier.authToken,
        apiUrl: sandbox.carrierApiUrl,
        now,
      }),
    },
    lines: [{ name: 'Support', ...line, senders: [{ provider: 'twilio', address: sandboxNumber }] }],
    clock,
    queue,
    logger,
  })
  server.handle(withHealth(threadline))
  sandbox.connect({
    chatWebhookUrl: `${server.url}/threadline/chat`,
    smsWebhookUrl: `${server.url}/threadline/sms/twilio`,
  })
  await threadline.start()

  const traffic = () => sandbox.slack.calls.length + sandbox.carrier.calls.length + deliveries(sandbox)
  return {
    threadline,
    sandbox,
    async settled() {
      for (let before = -1; before !== traffic();) {
        before = traffic()
        await sandbox.settled()
        await queue.idle()
      }
    },
    async stop() {
      await threadline.stop()
      await server.close()
      await sandbox.stop()
    },
  }
}

const deliveries = ({ webhooks }: Sandbox): number =>
  webhooks.slack.deliveries.length + webhooks.carrier.deliveries.length

import { slackAdapter, slackWorkspaceId } from '@threadline/adapter-slack'
import { createThreadline, type Clock, type Logger, type Queue, type Threadline } from '@threadline/core'
import { memoryQueue } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { twilioProvider } from '@threadline/provider-twilio'
import { startEmulatedCarrier, type EmulatedCarrier } from './emulated-carrier.js'
import { startEmulatedSlack, type EmulatedSlack } from './emulated-slack.js'
import { listen, type Listening } from './listen.js'
import { createPeople, type People } from './people.js'
import { startRelay, type Relay } from './relay.js'
import type { WebhookSource } from './slack-webhook.js'

/** A desk as a host builds it, between a Slack and a Twilio that nobody here wrote. */
export interface WitnessDesk extends People, Surroundings {
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>
  /** Lets time pass on the desk's clock, second by second. */
  pass(seconds: number): Promise<void>
  stop(): Promise<void>
}

/** What is around a desk. */
interface Surroundings {
  readonly slack: EmulatedSlack
  readonly carrier: EmulatedCarrier
  /** The ways there, on which calls are counted, and lost when a test wants it. */
  readonly toSlack: Relay
  readonly toCarrier: Relay
  readonly toDesk: Relay
}

export interface WitnessDeskOptions {
  /** The shared channel as the host names it. @defaultValue its id */
  readonly channel?: string
}

const signingSecret = 'signing-secret-of-the-witness'

export async function openWitnessDesk({ channel }: WitnessDeskOptions = {}): Promise<WitnessDesk> {
  // The others live in real time, so the desk's clock begins there; only it can be moved on.
  const clock = fakeClock(new Date())
  const queue = memoryQueue({ clock })
  const host = await listen()
  const surroundings = await surround(host)
  const { slack, toDesk, toSlack } = surroundings

  const threadline = await build(surroundings, { channel: channel ?? slack.channelId, clock, queue })
  host.handle(threadline.nodeHandler)
  await threadline.start()

  const source: WebhookSource = {
    url: `${toDesk.url}/threadline/chat`,
    signingSecret,
    teamId: slack.teamId,
    botUserId: slack.idOf('desk'),
    channelId: slack.channelId,
    now: () => clock.now(),
  }
  const settled = () => queue.idle()
  return {
    ...surroundings,
    ...createPeople({ slack, toSlack, source, settled }),
    settled,
    async pass(seconds) {
      await settled()
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000)
        await settled()
      }
    },
    async stop() {
      await threadline.stop()
      await Promise.all([host, ...Object.values(surroundings)].map((part: { close(): Promise<void> }) => part.close()))
    },
  }
}

async function surround(host: Listening): Promise<Surroundings> {
  const toDesk = await startRelay({ to: host.url })
  const slack = await startEmulatedSlack()
  const carrier = await startEmulatedCarrier(`${toDesk.url}/threadline/sms/twilio`)
  const toSlack = await startRelay({ to: slack.origin, rewrite: withoutClientMessageId })
  const toCarrier = await startRelay({ to: carrier.origin })
  return { slack, carrier, toSlack, toCarrier, toDesk }
}

interface Parts {
  readonly channel: string
  readonly clock: Clock
  readonly queue: Queue
}

async function build(
  { carrier, slack, toCarrier, toDesk, toSlack }: Surroundings,
  { channel, clock, queue }: Parts,
): Promise<Threadline> {
  const now = () => clock.now()
  const slackOptions = {
    botToken: slack.tokenOf('desk'),
    signingSecret,
    apiUrl: `${toSlack.url}/api/`,
    settleMs: 0,
    now,
  }
  const { accountSid, authToken, number } = carrier
  return createThreadline({
    workspaceId: await slackWorkspaceId(slackOptions),
    publicUrl: toDesk.url,
    chat: slackAdapter(slackOptions),
    providers: { twilio: twilioProvider({ accountSid, authToken, apiUrl: toCarrier.url, now }) },
    lines: [{ name: 'Support', channel, senders: [{ provider: 'twilio', address: number }] }],
    clock,
    queue,
    logger: silent,
    random: () => 0,
  })
}

/** Slack does not promise to keep this argument of ours. Without it a post can only be known by its metadata. */
function withoutClientMessageId(body: string): string {
  const form = new URLSearchParams(body)
  form.delete('client_msg_id')
  return form.toString()
}

const ignore = () => {}
const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

import { slackAdapter, slackSocketMode } from '@threadline/adapter-slack'
import { createThreadline, type LineOptions, type Sender, type Storage, type Threadline } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { seededRandom, startSandbox, type Sandbox, type SandboxOptions, type WireName } from '@threadline/sandbox'
import manifest from '../../../packages/adapter-slack/manifest.json' with { type: 'json' }
import { listen } from '../../../examples/slack-desk/src/listen.js'
import { sandboxNumber } from '../../../examples/slack-desk/src/sandbox-desk.js'
import { collectedLog, type CollectedLog } from './collected-log.js'
import { providerFor } from './providers.js'

export const deskNumber = sandboxNumber

/** Our number at each of several carriers, in their order. */
export const deskNumbers = [deskNumber, '+14155550111', '+14155550122', '+14155550133'] as const

export interface TestDeskOptions {
  /** @defaultValue 1 */
  readonly seed?: number
  /** @defaultValue in memory */
  readonly storage?: Storage
  /** Slack comes over a socket, and its webhooks are not connected. @defaultValue false */
  readonly isOnSocket?: boolean
  /**
   * Whose API carries the texts, through the provider of that name. Of several the line has a number at each.
   *
   * @defaultValue 'twilio'
   */
  readonly wire?: WireName | readonly [WireName, ...WireName[]]
  readonly line?: Partial<LineOptions>
  /** Lines besides that one. @defaultValue none */
  readonly otherLines?: readonly LineOptions[]
  readonly slack?: SandboxOptions['slack']
  readonly carrier?: SandboxOptions['carrier']
}

/** More back-offs than anything ends with; a desk that goes on for ever must not hang the test. */
const mostSteps = 3_000
const endOfTime = new Date(8.64e15)

/** A desk on a sandbox, over real HTTP, on a clock that the test moves. */
export interface TestDesk {
  readonly threadline: Threadline
  readonly sandbox: Sandbox
  readonly clock: FakeClock
  readonly log: CollectedLog
  /** Where the host listens, without a slash at the end. */
  readonly url: string
  readonly chatUrl: string
  /** Of the first carrier. */
  readonly smsUrl: string
  /** Id of a member by name. */
  readonly member: (name: string) => string
  /** Resolves when nothing is on its way any more, on either side. Time stands still. */
  settled(): Promise<void>
  /**
   * Lets `ms` milliseconds pass, a second at a time, and everything happen that falls due in them. Moving the clock
   * further at once would end the time limits of requests that have only just begun.
   */
  pass(ms: number): Promise<void>
  /** {@link settled}, then a few seconds more, in which short back-offs end. */
  settle(): Promise<void>
  /** Lets time pass until the outbox has nothing left but what waits longer than `horizonMs`. */
  drain(horizonMs: number): Promise<void>
  /**
   * Stops the host, lets `ms` milliseconds pass while nobody answers, and starts another one on the same storage.
   *
   * @param during - happens half-way through
   */
  outage(ms: number, during: () => void): Promise<void>
  stop(): Promise<void>
}

export async function openDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const {
    seed = 1,
    storage = memoryStorage(),
    isOnSocket = false,
    wire = 'twilio',
    line,
    otherLines = [],
    slack = {},
    carrier,
  } = options
  const [first, ...others] = typeof wire === 'string' ? [wire] : wire
  const senders = [first, ...others].map((provider, index) => ({ provider, address: deskNumbers[index] ?? deskNumber }))
  const clock = fakeClock()
  const now = () => clock.now()
  const log = collectedLog()
  const sandbox = await startSandbox({
    clock,
    seed,
    slack: { manifest, ...slack },
    carrier: { ...carrier, numbers: senders.map(({ address, provider }) => ({ number: address, wire: provider })) },
  })
  const server = await listen(0, '127.0.0.1')
  const { botToken, appToken, signingSecret, teamId } = sandbox.slack.identity
  const { slackApiUrl: apiUrl } = sandbox

  async function startHost() {
    const queue = memoryQueue({ clock })
    const threadline = createThreadline({
      workspaceId: teamId,
      publicUrl: server.url,
      // The sandbox shows a post at once, so nobody has to wait for it on the clock on the wall.
      chat: slackAdapter({ botToken, signingSecret, apiUrl, now, logger: log, settleMs: 0 }),
      providers: Object.fromEntries(senders.map(({ provider }) => [provider, providerFor(provider, sandbox, now)])),
      lines: [{ name: 'Support', ...line, senders: senders as [Sender, ...Sender[]] }, ...otherLines],
      clock,
      queue,
      storage,
      logger: log,
      random: seededRandom(seed),
    })
    server.handle(threadline.nodeHandler)
    await threadline.start()
    return { queue, threadline }
  }

  const chatUrl = `${server.url}/threadline/chat`
  const smsUrl = (number: string) => {
    const sender = senders.find(({ address }) => address === number)
    return `${server.url}/threadline/sms/${sender?.provider ?? first}`
  }
  sandbox.connect({ smsWebhookUrl: smsUrl, ...(isOnSocket ? {} : { chatWebhookUrl: chatUrl }) })
  let { queue, threadline } = await startHost()
  const deliver = (request: Request) => threadline.fetch(request)
  const socket = slackSocketMode({ appToken, signingSecret, deliver, apiUrl, url: chatUrl, now, logger: log })
  if (isOnSocket) await socket.start()

  const traffic = () =>
    sandbox.slack.calls.length +
    sandbox.carrier.calls.length +
    sandbox.webhooks.slack.deliveries.length +
    sandbox.webhooks.carrier.deliveries.length

  async function settled(): Promise<void> {
    for (let before = -1; before !== traffic();) {
      before = traffic()
      await sandbox.settled()
      await queue.idle()
    }
  }

  async function pass(ms: number): Promise<void> {
    await settled()
    for (let left = ms; left > 0; left -= 1_000) {
      clock.advance(Math.min(left, 1_000))
      await settled()
    }
  }

  async function nextDueMs(): Promise<number | undefined> {
    const [first] = await storage.waitingLanes(teamId, endOfTime, 1)
    return first && first.dueAt.getTime() - clock.now().getTime()
  }

  return {
    get threadline() {
      return threadline
    },
    sandbox,
    clock,
    log,
    url: server.url,
    chatUrl,
    smsUrl: smsUrl(deskNumber),
    member: (name) => memberNamed(sandbox, name),
    settled,
    pass,
    settle: () => pass(5_000),
    async drain(horizonMs) {
      await settled()
      for (let step = 0; step < mostSteps; step += 1) {
        const dueMs = await nextDueMs()
        if (dueMs === undefined || dueMs > horizonMs) return
        await pass(Math.max(dueMs, 1_000))
      }
      const stuck = await storage.waitingLanes(teamId, endOfTime, 10)
      throw new Error(`The outbox does not become empty: ${stuck.map(({ lane }) => lane).join(', ')} …`)
    },
    async outage(ms, during) {
      await threadline.stop()
      server.handle((_request, response) => void response.writeHead(503).end())
      clock.advance(ms / 2)
      during()
      await sandbox.settled()
      clock.advance(ms / 2)
      ;({ queue, threadline } = await startHost())
      await settled()
    },
    async stop() {
      await socket.stop()
      await threadline.stop()
      await server.close()
      await sandbox.stop()
    },
  }
}

function memberNamed({ slack }: Sandbox, name: string): string {
  const member = slack.users().find((user) => user.name === name)
  if (!member) throw new Error(`There is no ${name} in the workspace.`)
  return member.id
}

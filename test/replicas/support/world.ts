import { movingClock, startSandbox, type Sandbox } from '@threadline/sandbox'
import { vi } from 'vitest'
import manifest from '../../../packages/adapter-slack/manifest.json' with { type: 'json' }
import { hostEnvironment, playgroundNumbers } from '../../../examples/slack-desk/src/playground-provider.js'
import { startReplica, type Replica } from './replica.js'
import { startInTurns, type InTurns } from './in-turns.js'

/** Two replicas of the real host on one database, and the services that they serve: all over HTTP, in real processes. */
export interface World {
  readonly sandbox: Sandbox
  readonly inTurns: InTurns
  /** Lets time pass, here and in the replicas. */
  pass(ms: number): Promise<void>
  /** Starts another one in the place of one that is dead. */
  replace(dead: Replica): Promise<void>
  stop(): Promise<void>
}

export async function openWorld(databaseUrl: string): Promise<World> {
  const clock = movingClock()
  const sandbox = await startSandbox({ clock, slack: { manifest }, carrier: { numbers: playgroundNumbers } })
  const replicas: Replica[] = []
  const inTurns = await startInTurns(replicas)
  const start = () =>
    startReplica({
      ...hostEnvironment(sandbox, 'twilio'),
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      PORT: '0',
      PUBLIC_URL: inTurns.url,
      CLOCK_AHEAD_MS: String(clock.aheadMs),
    })
  // The first one makes the tables.
  for (let count = 0; count < 2; count += 1) replicas.push(await start())
  sandbox.connect({
    chatWebhookUrl: `${inTurns.url}/threadline/chat`,
    smsWebhookUrl: `${inTurns.url}/threadline/sms/twilio`,
  })
  return {
    sandbox,
    inTurns,
    async pass(ms) {
      await sandbox.settled()
      clock.setAhead(clock.aheadMs + ms)
      for (const replica of replicas) if (replica.isAlive) replica.moveClock(clock.aheadMs)
    },
    async replace(dead) {
      replicas[replicas.indexOf(dead)] = await start()
    },
    async stop() {
      await Promise.all(replicas.map((replica) => replica.kill()))
      await inTurns.close()
      await sandbox.stop()
    },
  }
}

/** What two processes and a database come to between them is there when it is there. */
export const waitFor = <Found>(look: () => Found | Promise<Found>): Promise<Found> =>
  vi.waitFor(look, { timeout: 20_000, interval: 25 })

import { renameSync, writeFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { movingClock, startSandbox, type Sandbox } from '@threadline/sandbox'
import { freePort } from './listen.js'
import { playgroundDesk } from './playground-desk.js'
import { playgroundNumbers } from './playground-provider.js'
import type { SandboxSettings } from '@threadline/cli'

/** A sandbox, and the host beside it in a process of its own. */
export interface Playground {
  readonly sandbox: Sandbox
  /** Resolves when the host runs; until then the page can be used, and what is said waits. Rejects when it cannot start. */
  readonly running: Promise<void>
  stop(): Promise<void>
}

/** What the page has set, besides what the sandbox keeps itself. */
interface Kept {
  readonly provider: string
  readonly aheadMs: number
}

const phones = [
  { number: '+14155550123', name: 'Jane', kind: 'mobile' },
  { number: '+14155550145', name: 'Front desk', kind: 'landline' },
  { number: '+14155550167', name: 'Out of battery', kind: 'off' },
] as const

/**
 * Opens the playground: everything in it is kept in the folder, and goes on where it was.
 *
 * @throws Error with a sentence for the person at the terminal
 */
export async function openPlayground({ folder, port }: SandboxSettings): Promise<Playground> {
  const path = join(folder, 'playground.json')
  await mkdir(folder, { recursive: true })
  const kept = await read(path)
  const clock = movingClock(kept.aheadMs)
  const sandbox = await startSandbox({
    port,
    clock,
    folder: join(folder, 'sandbox'),
    carrier: { numbers: playgroundNumbers, statusDelayMs: 700, retryDelaysMs: [1_000, 5_000, 15_000, 60_000] },
  })
  if (sandbox.carrier.phones().length === 0) for (const phone of phones) sandbox.carrier.addPhone(phone)
  const desk = playgroundDesk({
    sandbox,
    clock,
    url: `http://127.0.0.1:${await freePort()}`,
    provider: kept.provider,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: process.env['DATABASE_URL'],
      THREADLINE_FOLDER: join(folder, 'desk'),
    },
    onStep: (step) => sandbox.tell({ ...step, startedAt: new Date(step.startedAt + clock.aheadMs) }),
  })
  // Replaced as a whole: whoever is killed meanwhile leaves the one before.
  const write = () => {
    writeFileSync(`${path}.new`, JSON.stringify({ provider: desk.provider, aheadMs: clock.aheadMs }))
    renameSync(`${path}.new`, path)
  }
  desk.onChange(write)
  clock.onMove(write)
  sandbox.attach(desk)
  return {
    sandbox,
    running: desk.start(),
    async stop() {
      await desk.stop()
      await sandbox.stop()
    },
  }
}

async function read(path: string): Promise<Kept> {
  const beginning: Kept = { provider: 'twilio', aheadMs: 0 }
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return { ...beginning, ...(JSON.parse(text) as Partial<Kept>) }
}

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** A busy machine takes its time; whoever hangs for longer is ended before the test is. */
const longestMs = 600_000

/** The last line a chaos run prints, and what was found in its rounds, in sentences. */
interface Summary {
  readonly found: readonly string[]
  readonly ok: boolean
  readonly kills: number
  readonly lost: number
  readonly duplicated: number
  readonly outOfOrder: number
  readonly texts: number
  readonly broadcasts: number
  readonly neverReached: readonly string[]
  readonly perStep: Readonly<Record<string, number>>
}

/** The hosts are real processes of their own, so they need built packages. */
beforeAll(() => run(process.execPath, ['scripts/build.mjs'], { cwd: root }), 120_000)

async function chaos(...options: readonly string[]): Promise<Summary> {
  const args = ['chaos/main.mjs', '--json', '--contacts', '12', ...options]
  const { stdout } = await run(process.execPath, args, {
    cwd: root,
    maxBuffer: 1e8,
    timeout: longestMs - 10_000,
  }).catch(printed)
  const lines = stdout.trim().split('\n').map(parseLine)
  return { ...(lines.at(-1) as Summary), found: lines.flatMap(findingsOf) }
}

const parseLine = (line: string): Printed => JSON.parse(line) as Printed

interface Printed {
  readonly sentences?: Readonly<Record<string, readonly unknown[]>>
}

/** Those that fail a run: a text that is asked about stands in its thread. */
const findingsOf = ({ sentences = {} }: Printed): readonly string[] =>
  Object.entries(sentences).flatMap(([kind, all]) =>
    kind === 'unknown' ? [] : all.map((one) => `${kind}: ${String(one)}`),
  )

/** A run that found something ends with 1, and has printed what. */
function printed(error: unknown): { readonly stdout: string } {
  const { code, stdout, stderr } = error as {
    readonly code?: unknown
    readonly stdout: string
    readonly stderr: string
  }
  if (code === 1 && stdout !== '') return { stdout }
  throw new Error(`The chaos run ended with ${String(code)}: ${stderr}`, { cause: error })
}

describe('a host that is killed under load', () => {
  it.each([
    [
      'on PGlite, within the limits of Slack',
      ['--storage', 'pglite', '--steps', 'sms.send:after,chat.post:after', '--limits', '--contacts', '6'],
    ],
    [
      'in three replicas on PostgreSQL',
      ['--storage', 'postgres', '--replicas', '3', '--steps', 'webhook:after-commit', '--provider', 'bird'],
    ],
  ])(
    '%s loses nothing, does nothing twice, and keeps the order',
    async (_where, options) => {
      const summary = await chaos('--runs', '2', ...options)
      expect(summary, summary.found.join('\n')).toMatchObject({
        lost: 0,
        duplicated: 0,
        outOfOrder: 0,
        neverReached: [],
      })
      expect(summary.kills).toBeGreaterThanOrEqual(2)
      expect(summary.texts).toBeGreaterThan(0)
    },
    longestMs,
  )

  it(
    'in the middle of a broadcast on PostgreSQL sends it to everybody once, or tells of whom nobody knows, and ends it',
    async () => {
      const summary = await chaos('--runs', '2', '--storage', 'postgres', '--steps', 'broadcast.send:during')
      expect(summary, summary.found.join('\n')).toMatchObject({ ok: true, lost: 0, duplicated: 0, neverReached: [] })
      expect(summary.perStep).toHaveProperty(['broadcast.send:during'])
      expect(summary.broadcasts).toBeGreaterThan(0)
    },
    longestMs,
  )

  it(
    'is seen to lose what it keeps in memory',
    async () => {
      const summary = await chaos(
        '--runs',
        '2',
        '--storage',
        'memory',
        '--steps',
        'none',
        '--drain',
        '1',
        '--pause',
        '10',
      )
      expect(summary.ok).toBe(false)
      expect(summary.lost).toBeGreaterThan(0)
    },
    longestMs,
  )
})

describe('a host that lives on', () => {
  it.each([
    ['its database is killed and restarted', ['--storage', 'postgres', '--strike', 'database', '--runs', '2']],
    ['the carrier is away', ['--storage', 'memory', '--strike', 'carrier', '--runs', '1', '--outage', '2']],
    ['Slack is away', ['--storage', 'memory', '--strike', 'slack', '--runs', '1', '--outage', '2']],
  ])(
    'loses nothing, does nothing twice, and keeps the order while %s',
    async (_what, options) => {
      const summary = await chaos('--contacts', '8', '--time-scale', '20', ...options)
      expect(summary, summary.found.join('\n')).toMatchObject({ ok: true, lost: 0, duplicated: 0, outOfOrder: 0 })
      expect(summary.texts).toBeGreaterThan(0)
    },
    longestMs,
  )
})

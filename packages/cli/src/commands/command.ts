import { misused } from '../misused.js'
import { readDeskSettings, type RealSettings } from '../settings/settings.js'
import type { Terminal } from '../terminal.js'

/** One command of the command line. */
export interface Command {
  /** As it is typed, such as `contacts import`. */
  readonly name: string
  /** What can stand behind it. */
  readonly usage: string
  /** What it does, in a few words. */
  readonly summary: string
  /** What its options and its exit codes mean. */
  readonly help: string
  /** @returns the exit code */
  run(words: readonly string[], terminal: Terminal): number | Promise<number>
}

/** The settings of a desk that keeps something. @throws ThreadlineError `configuration.invalid` for a sandbox */
export function requireRealDesk({ env }: Terminal): RealSettings {
  const settings = readDeskSettings(env)
  if (settings.mode === 'real') return settings
  throw misused('No credentials are set, and the sandbox keeps nothing. Fill in .env as .env.example shows.')
}

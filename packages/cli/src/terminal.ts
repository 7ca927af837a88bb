import type { Writable } from 'node:stream'
import type { Env } from './settings/env-file.js'

/** Where a command runs: what it is told by, and where it writes. */
export interface Terminal {
  readonly env: Env
  readonly stdout: Writable
  /** Progress and complaints go here, so that what a command writes to standard output can be piped on. */
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/** Writes a line for the person who asked. */
export function print({ stdout }: Terminal, line: string): void {
  stdout.write(`${line}\n`)
}

/** Writes a line about the work itself. */
export function note({ stderr }: Terminal, line: string): void {
  stderr.write(`${line}\n`)
}

import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>

/** An environment with what a file such as `.env` adds to it, when there is one. What is set already wins. */
export function withEnvFile(env: Env, path = '.env'): Env {
  return existsSync(path) ? { ...parseEnv(readFileSync(path, 'utf8')), ...env } : env
}

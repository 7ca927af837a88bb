import { ThreadlineError } from '@threadline/core'
import type { Env } from '../settings/env-file.js'
import { readDeskSettings, readKeeping, type RealSettings } from '../settings/settings.js'
import { checkDatabase } from './check-database.js'
import { checkProvider } from './check-providers.js'
import { checkShapes, orComplete } from './check-settings.js'
import { checkSlack, checkSocket } from './check-slack.js'
import { checkUrl } from './check-url.js'
import { within, wrong, type Finding } from './finding.js'

/** Milliseconds for what is asked of others. */
const usualMs = 15_000
/** Milliseconds for the database: one in a folder starts first. */
const databaseMs = 60_000

/** Looks at everything that a desk stands on, all at once, and changes nothing. */
export async function diagnose(env: Env, now: () => Date): Promise<readonly Finding[]> {
  const settings = settingsOf(env)
  const database = within('database', databaseMs, () => checkDatabase(readKeeping(env)))
  if ('sentence' in settings) return [settings, ...(await database)]
  const checks = [
    within('slack token', usualMs, () => checkSlack(settings, now)),
    within('slack socket', usualMs, () => checkSocket(settings)),
    ...settings.carriers.map((carrier) =>
      within(carrier.provider, usualMs, () => checkProvider(carrier, settings.publicUrl)),
    ),
    within('public url', usualMs, () => checkUrl(settings, usualMs - 1_000, now)),
    database,
  ]
  return [...orComplete(checkShapes(env)), ...(await Promise.all(checks)).flat()]
}

function settingsOf(env: Env): RealSettings | Finding {
  try {
    const settings = readDeskSettings(env)
    if (settings.mode === 'real') return settings
    return wrong(
      'settings',
      'No credentials are set: this is the sandbox, which needs none. Fill in .env for the real thing.',
    )
  } catch (error) {
    return wrong('settings', error instanceof ThreadlineError ? error.message : 'They cannot be read.')
  }
}

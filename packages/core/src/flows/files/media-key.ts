import { randomBytes } from 'node:crypto'
import type { Flow } from '../flow.js'
import { settingNames } from '../settings/settings-book.js'

/**
 * The secret that signs the addresses of files, made once per workspace and kept with everything else: every process has
 * the same one, and an address is good after a restart too.
 */
export async function mediaKey({ tx }: Flow): Promise<string> {
  const known = keyIn(await tx.settings.find(settingNames.mediaKey))
  if (known !== undefined) return known
  // Somebody else may be making it: of two only one is kept.
  const other = keyIn(await tx.settings.findForUpdate(settingNames.mediaKey))
  if (other !== undefined) return other
  const key = randomBytes(32).toString('base64url')
  await tx.settings.save(settingNames.mediaKey, { key })
  return key
}

function keyIn(stored: unknown): string | undefined {
  const key = (stored as { readonly key?: unknown } | null | undefined)?.key
  return typeof key === 'string' ? key : undefined
}

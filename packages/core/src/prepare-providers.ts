import { errorName } from './domain/error-name.js'
import type { Logger } from './ports/logger.js'
import type { SmsProvider } from './ports/sms-provider.js'

/**
 * Has every provider load what it loads on first use, so that no text waits for that once it is recorded as started. One
 * that cannot is tried again by its first text, which is refused then and waits.
 */
export async function prepareProviders(
  providers: Readonly<Record<string, SmsProvider>>,
  logger: Logger,
): Promise<void> {
  await Promise.all(Object.entries(providers).map(([name, provider]) => prepare(name, provider, logger)))
}

async function prepare(name: string, provider: SmsProvider, logger: Logger): Promise<void> {
  try {
    await provider.prepare?.()
  } catch (error) {
    logger.error({ provider: name, error: errorName(error) }, 'A provider could not get ready: is its SDK installed?')
  }
}

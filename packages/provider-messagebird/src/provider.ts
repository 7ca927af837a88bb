import type { SmsProvider } from '@threadline/core'
import { birdProvider } from './bird/provider.js'
import { classicProvider } from './classic/provider.js'
import { type MessagebirdOptions, parseOptions } from './options.js'

/**
 * MessageBird as the carrier of texts, over its classic API or over Bird's.
 *
 * Nothing is loaded or called until the first text is sent or received. No call is ever repeated inside.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be right
 */
export function messagebirdProvider(options: MessagebirdOptions): SmsProvider {
  const settings = parseOptions(options)
  return settings.api === 'classic' ? classicProvider(settings) : birdProvider(settings)
}

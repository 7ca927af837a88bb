import type { ChatFiles } from '@threadline/core'
import { downloadMedia } from '@threadline/core/http'
import type { Settings } from '../options.js'

/** Buckets send on to where they keep things. */
const mostRedirects = 3

/**
 * Reads a file that the host's own code has sent by its address, so that it can be uploaded. It is never read from the network
 * of the host: over https and from public addresses alone, each redirect likewise.
 */
export function readAddress(
  url: string,
  maxBytes: number,
  { timeoutMs }: Pick<Settings, 'timeoutMs'>,
): ReturnType<NonNullable<ChatFiles['fetchAddress']>> {
  const accessTo = ({ protocol }: URL) => (protocol === 'https:' ? {} : undefined)
  return downloadMedia({ url, maxBytes, timeoutMs, mostRedirects, vendor: 'Its server', accessTo })
}

import type { ChatOutcome } from '@threadline/core'
import { refused, unknownOutcome } from '../errors.js'
import type { Settings } from '../options.js'
import { isSlackFileHost } from './file-host.js'

/**
 * Puts the bytes of a file where Slack wants them. The address is a secret of its own, so no token goes along.
 *
 * @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
export async function upload(
  { filesOrigin, timeoutMs }: Settings,
  address: string,
  content: Uint8Array,
): Promise<ChatOutcome<undefined>> {
  if (!isSlackFileHost(address, filesOrigin)) return refused('upload_url_foreign', foreignHost)
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(content),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    if (response.ok) return { type: 'done', value: undefined }
    return unknownOutcome('Slack did not take the bytes of a file.', String(response.status))
  } catch {
    return unknownOutcome('The bytes of a file did not reach Slack.')
  }
}

const foreignHost = {
  category: 'other',
  detail: 'Slack gave an address for a file that is not one of its own. Set `filesUrl` if a proxy stands between.',
} as const

import { signMediaClaim, type MediaClaim } from '../../domain/media-token.js'
import type { ChatFile } from '../../domain/message.js'
import { outboundFileName } from '../../domain/outbound-file.js'
import type { Flow } from '../flow.js'
import { mediaKey } from './media-key.js'

const hourMs = 60 * 60_000

/**
 * How long an address is good, in milliseconds. A provider that has a queue may come late for what goes along; whoever got
 * a link opens it when they have time.
 */
const lifetimesMs: Readonly<Record<MediaClaim['purpose'], number>> = { send: 2 * hourMs, link: 7 * 24 * hourMs }

/** The address at which one file is to be had, for one text, for a while; one that has an address of its own keeps it. */
export async function fileAddress(
  flow: Flow,
  purpose: MediaClaim['purpose'],
  messageId: string,
  file: ChatFile,
): Promise<string> {
  if (file.url !== undefined) return file.url
  const expiresAt = new Date(flow.now.getTime() + lifetimesMs[purpose])
  const claim = { purpose, messageId, fileId: file.id, expiresAt }
  const token = signMediaClaim(await mediaKey(flow), flow.workspaceId, claim)
  return `${flow.mediaUrl}/${token}/${outboundFileName(file)}`
}

import { createHash } from 'node:crypto'

/** Namespace of our ids, so that they are nobody else's. */
const namespace = '6d0e8f2c-5b1f-4f0b-9c53-3c7a5a0c9d41'

/**
 * The `client_msg_id` of a post: always the same UUID (version 5, RFC 9562) for the same reference, so that Slack can
 * tell a repetition. Slack does not document the argument, so nothing relies on it.
 */
export function clientMessageId(workspaceId: string, reference: string): string {
  const name = `${workspaceId}:${reference}`
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

import { randomFillSync } from 'node:crypto'

const idBytes = 16
/** Randomness for many ids is fetched at once: asking for it costs far more than an id needs. */
const pool = Buffer.alloc(256 * idBytes)
let used = pool.length

/** A new id: a UUID of version 7, so that ids sort by the time they were made (RFC 9562, section 5.7). */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.subarray(used, (used += idBytes))
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

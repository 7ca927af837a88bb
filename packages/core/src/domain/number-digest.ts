import { createHmac } from 'node:crypto'

/**
 * What is kept of the number of somebody who was erased: equal for equal numbers of a workspace, and nothing that can be
 * read. Whoever has the key as well can still find out, by trying, whether a number they know is meant.
 */
export function numberDigest(key: string, address: string): string {
  return createHmac('sha256', key).update(address).digest('base64url')
}

import type { Line } from '../domain/line.js'

/** The lines of the host, found by what an event tells of them. */
export interface LineBook {
  readonly all: readonly [Line, ...Line[]]
  find(lineId: string): Line | undefined
  findBySender(provider: string, address: string): Line | undefined
  /** The line whose shared channel this is, by the platform's channel id. */
  findByChannel(channelId: string): Line | undefined
  /** Whether every line's channel name has been resolved to an id. */
  isResolved(): boolean
  /** Learns the id of a line's channel. */
  resolve(lineId: string, channelId: string): void
  /** Longest text, in UTF-16 units, that the line's provider takes. */
  maxTextLength(line: Line): number
}

/**
 * Makes the book.
 *
 * @param maxTextLength - by provider key
 */
export function createLineBook(
  lines: readonly [Line, ...Line[]],
  maxTextLength: (provider: string) => number,
): LineBook {
  const channelIds = new Map<string, string>()
  return {
    all: lines,
    find: (lineId) => lines.find((line) => line.id === lineId),
    findBySender: (provider, address) =>
      lines.find((line) => line.senders.some((sender) => sender.provider === provider && sender.address === address)),
    findByChannel: (channelId) => lines.find((line) => channelIds.get(line.id) === channelId),
    isResolved: () => lines.every((line) => channelIds.has(line.id)),
    resolve: (lineId, channelId) => void channelIds.set(lineId, channelId),
    maxTextLength: (line) => maxTextLength(line.senders[0].provider),
  }
}

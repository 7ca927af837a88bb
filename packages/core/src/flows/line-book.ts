import type { Line, LineSettings } from '../domain/line.js'
import type { MediaCapability } from '../domain/media-capability.js'
import { sendersFor } from '../domain/sender.js'
import type { TextRoom } from '../domain/text-room.js'

/** The lines of the host, with what was changed from chat, found by what an event tells of them. */
export interface LineBook {
  readonly all: readonly [Line, ...Line[]]
  find(lineId: string): Line | undefined
  findBySender(provider: string, address: string): Line | undefined
  /** The line whose shared channel this is, by the platform's channel id. */
  findByChannel(channelId: string): Line | undefined
  /** Id of a line's shared channel, once it is known. */
  channelIdOf(line: Line): string | undefined
  /** Whether every line's channel name has been resolved to an id. */
  isResolved(): boolean
  /** Learns the id of a line's channel, as it is named now. */
  resolve(line: Line, channelId: string): void
  /** How long a text the line's provider takes. */
  roomOf(line: Line): TextRoom
  /** Which pictures and files a provider takes; `undefined` for words only. */
  mediaOf(provider: string): MediaCapability | undefined
  /** Whether a provider answers STOP, START and HELP itself. */
  sendsOptOutReplies(provider: string): boolean
  /** Puts what was changed from chat over what the host has set up, by id of the line. */
  change(changes: LineChanges): void
}

/** What was changed from chat, by id of the line. */
export type LineChanges = Readonly<Record<string, Partial<LineSettings>>>

/**
 * Makes the book.
 *
 * @param roomOf - by provider key
 * @param sendsOptOutReplies - by provider key
 * @param mediaOf - by provider key
 */
export function createLineBook(
  given: readonly [Line, ...Line[]],
  roomOf: (provider: string) => TextRoom,
  sendsOptOutReplies: (provider: string) => boolean,
  mediaOf: (provider: string) => MediaCapability | undefined,
): LineBook {
  let lines = given
  /** By id of the line and name of its channel: another channel has to be resolved anew. */
  const channelIds = new Map<string, string>()
  const channelIdOf = ({ channel, id }: Line) => channelIds.get(`${id} ${channel}`)
  return {
    get all() {
      return lines
    },
    find: (lineId) => lines.find((line) => line.id === lineId),
    findBySender: (provider, address) =>
      lines.find((line) => line.senders.some((sender) => sender.provider === provider && sender.address === address)),
    findByChannel: (channelId) => lines.find((line) => channelIdOf(line) === channelId),
    channelIdOf,
    isResolved: () => lines.every((line) => channelIdOf(line) !== undefined),
    resolve: ({ channel, id }, channelId) => void channelIds.set(`${id} ${channel}`, channelId),
    roomOf: (line) => roomOf(sendersFor(line, undefined)[0].provider),
    sendsOptOutReplies,
    mediaOf,
    change(changes) {
      const changed = (line: Line): Line => ({ ...line, ...changes[line.id] })
      const [first, ...rest] = given
      lines = [changed(first), ...rest.map(changed)]
    },
  }
}

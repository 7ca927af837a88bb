import type { KnownBlock } from '@slack/types'
import { isObject } from '../json.js'
import { context } from './pieces.js'

/** What a surface takes. */
export interface Room {
  readonly blocks: number
  /** Of all texts together. */
  readonly characters: number
  /** Of all of it as JSON. */
  readonly bytes: number
}

/**
 * A message. All its blocks together may hold some 13,200 characters, which Slack documents nowhere: https://github.com/slackapi/bolt-js/issues/2509
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const messageRoom: Room = { blocks: 50, characters: 13_000, bytes: 200_000 }

/**
 * A modal or a home page: 250 KB in all, of which the blocks get the most.
 *
 * @see https://docs.slack.dev/reference/views
 */
export const viewRoom: Room = { blocks: 100, characters: Infinity, bytes: 240_000 }

/** The blocks themselves when there is room for them, else as many as there is room for, and a word that there are more. */
export function fitBlocks(blocks: readonly KnownBlock[], room: Room): KnownBlock[] {
  if (blocks.length === 0) return [context('There is nothing to see here.')]
  if (countOfFitting(blocks, room) === blocks.length) return [...blocks]
  const more = context('There is more than Slack shows in one place.')
  return [...blocks.slice(0, countOfFitting(blocks, less(room, sizeOf(more)))), more]
}

/** How many blocks from the first on there is room for. */
function countOfFitting(blocks: readonly KnownBlock[], room: Room): number {
  let left = room
  const first = blocks.findIndex((block) => {
    left = less(left, sizeOf(block))
    return left.blocks < 0 || left.characters < 0 || left.bytes < 0
  })
  return first === -1 ? blocks.length : first
}

const less = (room: Room, size: Room): Room => ({
  blocks: room.blocks - size.blocks,
  characters: room.characters - size.characters,
  bytes: room.bytes - size.bytes,
})

/** A block, with the comma behind it. */
function sizeOf(block: KnownBlock): Room {
  return { blocks: 1, characters: charactersIn(block), bytes: Buffer.byteLength(JSON.stringify(block)) + 1 }
}

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0)
  if (!isObject(value)) return 0
  const own = typeof value.text === 'string' ? value.text.length : 0
  return own + Object.values(value).reduce<number>((sum, item) => sum + charactersIn(item), 0)
}

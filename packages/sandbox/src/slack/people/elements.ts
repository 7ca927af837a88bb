import { isObject } from '../api/arguments.js'
import type { Json } from '../state/types.js'

/** An interactive element and the block it is in. */
export interface Placed {
  readonly element: Json
  readonly block: Json
  readonly blockId: string
  readonly actionId: string
}

/** Every interactive element of some blocks, in order. */
export function placedElements(blocks: readonly Json[]): readonly Placed[] {
  return blocks.flatMap((block) =>
    candidates(block).flatMap((element) => {
      const actionId = element['action_id']
      return typeof actionId === 'string' ? [{ element, block, blockId: String(block['block_id']), actionId }] : []
    }),
  )
}

/** The blocks of a view or a message. */
export function blocksOf(holder: { readonly blocks?: unknown }): readonly Json[] {
  return Array.isArray(holder.blocks) ? holder.blocks.filter(isObject) : []
}

function candidates(block: Json): readonly Json[] {
  const elements = block['type'] === 'actions' && Array.isArray(block['elements']) ? block['elements'] : []
  return [block['accessory'], block['element'], ...(elements as unknown[])].filter(isObject)
}

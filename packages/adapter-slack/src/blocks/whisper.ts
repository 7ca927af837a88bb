import { fallbackText } from './fallback-text.js'
import { fitBlocks, messageRoom } from './fit-blocks.js'
import type { RenderedPost } from './rendered-post.js'
import { textBody } from './text-body.js'

/** Words of ours in the answer to a command; names in them stand as the characters they are. */
export function renderWhisper(text: string): RenderedPost {
  return { text: fallbackText(text), blocks: fitBlocks(textBody({ text, media: [] }), messageRoom) }
}

import { splitText } from './split-text.js'

const ellipsis = '…'

/** The text itself when it is short enough, else its beginning with `…`, together at most `limit` UTF-16 units. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  // What is left beside the ellipsis must hold a whole character.
  if (limit < 3) return limit < 1 ? '' : ellipsis
  const [beginning = ''] = splitText(text, limit - ellipsis.length)
  return beginning.trimEnd() + ellipsis
}

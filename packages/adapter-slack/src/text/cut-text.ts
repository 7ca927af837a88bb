import { splitText } from './split-text.js'

const ellipsis = '…'

/** The text itself when it is short enough, else its beginning with `…`, together at most `limit` UTF-16 units. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const [beginning = ''] = splitText(text, limit - ellipsis.length)
  return beginning.trimEnd() + ellipsis
}

import { cutText, escapeMrkdwn, wellFormed } from '../text/index.js'

/** `chat.update` refuses more than 4,000 characters, and every `&` takes five. */
const maximumLength = 3900

/**
 * The `text` beside the blocks, for notifications and screen readers: escaped, one message long, never empty. It may
 * be cut, for the blocks hold the whole.
 *
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
export function fallbackText(text: string): string {
  const shown = wellFormed(text).trim() === '' ? 'A text without words' : wellFormed(text)
  const escaped = escapeMrkdwn(shown)
  if (escaped.length <= maximumLength) return escaped
  const growth = escaped.length / shown.length
  return shorten(shown, Math.floor(maximumLength / growth))
}

/** Characters that grow may stand close together, so the estimate is halved until it fits. */
function shorten(text: string, length: number): string {
  const escaped = escapeMrkdwn(cutText(text, Math.max(length, 2)))
  return escaped.length <= maximumLength ? escaped : shorten(text, Math.floor(length / 2))
}

import { decodeEntities } from './entities.js'
import { findCode, findFormatting } from './formatting-marks.js'
import type { NameLookup } from './name-lookup.js'
import { readControl } from './read-control.js'
import { findShortcodes, replaceAll, type Replacement } from './shortcodes.js'

/** Stands for a link or mention while the text around it is read. Those that came with the text are not at its index. */
const placeholder = '\uFFFC'

/**
 * Reads mrkdwn, the `text` of a message, as plain text: links and mentions first, then entities once, then formatting
 * marks and emoji outside of code.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readMrkdwn(mrkdwn: string, names: NameLookup): string {
  const { text, controls } = takeControls(mrkdwn, names)
  const code = findCode(text)
  const shortcodes = findShortcodes(text).filter(({ index }) => !code.isInside(index))
  const isEmoji = coverage(text.length, shortcodes)
  const formatting = findFormatting(text, (index) => code.isInside(index) || isEmoji(index))
  return replaceAll(text, [...controls, ...code.backticks, ...shortcodes, ...formatting])
}

/** Takes `<…>` out before anything is decoded, so that an escaped `&lt;` can never make a command. */
function takeControls(mrkdwn: string, names: NameLookup): { text: string; controls: readonly Replacement[] } {
  const controls: Replacement[] = []
  let text = ''
  for (const piece of mrkdwn.split(/(<[^<>\n]*>)/)) {
    const read = piece.startsWith('<') && piece.endsWith('>') ? readControl(piece.slice(1, -1), names) : undefined
    if (read !== undefined) controls.push({ index: text.length, length: placeholder.length, text: read })
    text += read === undefined ? decodeEntities(piece) : placeholder
  }
  return { text, controls }
}

function coverage(length: number, pieces: readonly Replacement[]): (index: number) => boolean {
  const covered = new Uint8Array(length)
  for (const piece of pieces) covered.fill(1, piece.index, piece.index + piece.length)
  return (index) => covered[index] === 1
}

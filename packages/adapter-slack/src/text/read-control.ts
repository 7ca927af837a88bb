import { decodeEntities } from './entities.js'
import { linkText } from './link-text.js'
import { channelMention, usergroupMention, userMention } from './mention.js'
import type { NameLookup } from './name-lookup.js'
import { replaceShortcodes } from './shortcodes.js'
import { utcDate } from './utc-date.js'

/**
 * Reads what stands between `<` and `>` in mrkdwn, or gives `undefined` when it is nothing Slack knows.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function readControl(body: string, names: NameLookup): string | undefined {
  const bar = body.indexOf('|')
  const target = decodeEntities(bar === -1 ? body : body.slice(0, bar))
  const label = replaceShortcodes(decodeEntities(bar === -1 ? '' : body.slice(bar + 1)))
  const rest = target.slice(1)
  switch (target.charAt(0)) {
    case '@':
      return isId(rest) ? userMention(rest, label, names) : undefined
    case '#':
      return isId(rest) ? channelMention(rest, label, names) : undefined
    case '!':
      return readCommand(rest, label, names)
    default:
      return /^[a-z][a-z0-9+.-]*:./i.test(target) ? linkText(target, label) : undefined
  }
}

function readCommand(command: string, label: string, names: NameLookup): string | undefined {
  const [name, ...parameters] = command.split('^')
  switch (name) {
    case 'here':
    case 'channel':
    case 'everyone':
      return `@${name}`
    case 'subteam':
      return usergroupMention(parameters[0] ?? '', label, names)
    case 'date':
      return readDate(parameters, label)
    default:
      return label === '' ? undefined : label
  }
}

function readDate([timestamp = '', , ...link]: readonly string[], label: string): string | undefined {
  const words = label || utcDate(timestamp === '' ? Number.NaN : Number(timestamp))
  return words === undefined || link.length === 0 ? words : linkText(link.join('^'), words)
}

function isId(text: string): boolean {
  return /^[A-Za-z0-9]+$/.test(text)
}

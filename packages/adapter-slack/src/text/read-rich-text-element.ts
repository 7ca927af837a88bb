import { emojiFromCodePoints, emojiFromName, withSkinTone } from './emoji.js'
import { linkText } from './link-text.js'
import { channelMention, usergroupMention, userMention } from './mention.js'
import type { NameLookup } from './name-lookup.js'
import { isRecord, numberOf, stringOf, type UnknownRecord } from './unknown-json.js'
import { utcDate } from './utc-date.js'

/**
 * Reads one element of a rich text section, or gives `undefined` when it is not known here or carries nothing to read.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#element-types
 */
export function readRichTextElement(element: unknown, names: NameLookup): string | undefined {
  if (!isRecord(element)) return undefined
  switch (element['type']) {
    case 'text':
      return typeof element['text'] === 'string' ? element['text'] : undefined
    case 'link':
      return stringOf(element['url']) === '' ? undefined : linkText(stringOf(element['url']), stringOf(element['text']))
    case 'emoji':
      return readEmoji(element)
    case 'user':
      return userMention(stringOf(element['user_id']), '', names)
    case 'usergroup':
      return usergroupMention(stringOf(element['usergroup_id']), '', names)
    case 'channel':
      return channelMention(stringOf(element['channel_id']), '', names)
    case 'team':
      return '@team'
    case 'broadcast':
      return stringOf(element['range']) === '' ? undefined : `@${stringOf(element['range'])}`
    case 'color':
      return stringOf(element['value']) === '' ? undefined : stringOf(element['value'])
    case 'date':
      return readDate(element)
    default:
      return undefined
  }
}

function readEmoji(element: UnknownRecord): string | undefined {
  const name = stringOf(element['name'])
  const emoji = emojiFromCodePoints(stringOf(element['unicode'])) ?? emojiFromName(name)
  if (emoji === undefined) return name === '' ? undefined : `:${name}:`
  return typeof element['skin_tone'] === 'number' ? withSkinTone(emoji, element['skin_tone']) : emoji
}

/** Slack shows a date in the reader's own time zone; a customer's is not known, so the writer's fallback is used. */
function readDate(element: UnknownRecord): string | undefined {
  const words = stringOf(element['fallback']) || utcDate(numberOf(element['timestamp']))
  const url = stringOf(element['url'])
  return words === undefined || url === '' ? words : linkText(url, words)
}

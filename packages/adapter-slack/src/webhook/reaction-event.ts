import type { ChatReactionEvent } from '@threadline/core'
import { objectOf, textOf } from '../json.js'
import { emojiFromName } from '../text/index.js'
import { authorOfMessage } from './author.js'
import { identitiesOf, type Envelope } from './envelope.js'

/**
 * Reads a `reaction_added` event on a message; those on files, and the app's own, are left out. The same emoji put there
 * again later is another event.
 *
 * @see https://docs.slack.dev/reference/events/reaction_added
 */
export function parseReaction(envelope: Envelope): ChatReactionEvent | undefined {
  const { event, workspaceId } = envelope
  const item = objectOf(event.item)
  const [channelId, messageId, name] = [textOf(item.channel), textOf(item.ts), textOf(event.reaction)]
  const author = authorOfMessage(event, envelope)
  if (!channelId || !messageId || !name || author.type === 'app') return undefined
  const own = ['reaction', channelId, messageId, author.id, name, textOf(event.event_ts) ?? ''].join(':')
  return {
    type: 'reaction',
    workspaceId,
    identities: identitiesOf(envelope, [own]),
    post: { channelId, messageId },
    emoji: emojiFromName(name.split('::')[0] ?? '') ?? `:${name}:`,
    author,
  }
}

import { SlackFailure } from '../api/failure.js'
import type { Context } from '../context.js'
import type { SlackChannel, SlackMessage, SlackReaction } from '../state/types.js'
import { emojiNamed, isEmojiName } from '../text/emoji.js'

/** Distinct emoji one message can carry. */
const mostReactions = 23

/**
 * Puts somebody's reaction on a message.
 *
 * @throws SlackFailure `invalid_name`, `already_reacted`, `too_many_emoji`
 */
export function addReaction(
  context: Context,
  channel: SlackChannel,
  message: SlackMessage,
  reaction: { readonly name: string; readonly userId: string },
): void {
  const name = knownName(context, reaction.name)
  const reactions = message.reactions ?? []
  const existing = reactions.find((other) => other.name === name)
  if (existing?.users.includes(reaction.userId)) throw new SlackFailure('already_reacted')
  if (!existing && reactions.length >= mostReactions) throw new SlackFailure('too_many_emoji')
  const users = [...(existing?.users ?? []), reaction.userId]
  keep(context, channel, message, { name, users, count: users.length })
  tell(context, channel, message, { type: 'reaction_added', name, userId: reaction.userId })
}

/**
 * Takes somebody's reaction off a message.
 *
 * @throws SlackFailure `invalid_name`, `no_reaction`
 */
export function removeReaction(
  context: Context,
  channel: SlackChannel,
  message: SlackMessage,
  reaction: { readonly name: string; readonly userId: string },
): void {
  const name = knownName(context, reaction.name)
  const existing = message.reactions?.find((other) => other.name === name)
  if (!existing?.users.includes(reaction.userId)) throw new SlackFailure('no_reaction')
  const users = existing.users.filter((userId) => userId !== reaction.userId)
  keep(context, channel, message, { name, users, count: users.length })
  tell(context, channel, message, { type: 'reaction_removed', name, userId: reaction.userId })
}

function knownName(context: Context, name: string): string {
  const base = name.split('::')[0] ?? ''
  const isKnown = isEmojiName(name) && (emojiNamed(base) !== undefined || context.rules.customEmoji.has(base))
  if (!isKnown) throw new SlackFailure('invalid_name')
  return name
}

function keep(context: Context, channel: SlackChannel, message: SlackMessage, reaction: SlackReaction): void {
  const reactions = message.reactions ?? []
  const isNew = !reactions.some((other) => other.name === reaction.name)
  const replaced = reactions.map((other) => (other.name === reaction.name ? reaction : other))
  const kept = (isNew ? [...reactions, reaction] : replaced).filter((other) => other.count > 0)
  context.state.putMessage(channel.id, { ...message, reactions: kept })
}

function tell(
  context: Context,
  channel: SlackChannel,
  message: SlackMessage,
  change: { readonly type: string; readonly name: string; readonly userId: string },
): void {
  const event = {
    type: change.type,
    user: change.userId,
    reaction: change.name,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    ...(message.user === undefined ? {} : { item_user: message.user }),
    event_ts: context.state.nextTs(channel.id),
  }
  context.events.emit(event, channel)
}

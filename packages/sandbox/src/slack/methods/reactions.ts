import { addReaction, removeReaction } from '../acts/reactions.js'
import { requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { activeChannel, memberChannel, messageIn } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel, SlackMessage } from '../state/types.js'
import { messageOnWire } from '../state/wire.js'

/** `reactions.*` */
export const reactionMethods: Methods = {
  'reactions.add': { tier: 3, scopes: ['reactions:write'], run: change(addReaction) },
  'reactions.remove': { tier: 2, scopes: ['reactions:write'], run: change(removeReaction) },
  'reactions.get': { tier: 3, scopes: ['reactions:read'], acceptsJson: false, run: get },
}

function change(act: typeof addReaction): (context: Context, args: Arguments) => Json {
  return (context, args) => {
    const name = requiredText(args, 'name')
    const { channel, message } = itemOf(context, args, activeChannel)
    act(context, channel, message, { name, userId: context.identity.botUserId })
    return {}
  }
}

function get(context: Context, args: Arguments): Json {
  const { channel, message } = itemOf(context, args, memberChannel)
  const wire = messageOnWire(context.state, context.identity, channel.id, message, 'type')
  return { type: 'message', channel: channel.id, message: wire }
}

function itemOf(
  context: Context,
  args: Arguments,
  find: (context: Context, args: Arguments) => SlackChannel,
): { readonly channel: SlackChannel; readonly message: SlackMessage } {
  const timestamp = textOf(args, 'timestamp')
  if (textOf(args, 'channel') === undefined || timestamp === undefined) throw new SlackFailure('no_item_specified')
  if (!/^\d+\.\d{6}$/.test(timestamp)) throw new SlackFailure('bad_timestamp')
  const channel = find(context, args)
  return { channel, message: messageIn(context, channel, timestamp) }
}

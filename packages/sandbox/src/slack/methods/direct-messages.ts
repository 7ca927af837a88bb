import { requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { directMessage, visibleChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import type { Context } from '../context.js'
import type { Json } from '../state/types.js'

/** Direct messages between the app and one person. Those with several people are not simulated. */
export const directMessageMethods: Methods = {
  'conversations.open': { tier: 3, scopes: ['im:write'], run: open },
  'conversations.close': { tier: 2, scopes: ['im:write'], run: close },
}

function open(context: Context, args: Arguments): Json {
  if (textOf(args, 'channel') !== undefined) return { channel: { id: visibleChannel(context, args).id } }
  const users = textOf(args, 'users')
  if (users === undefined) throw new SlackFailure('users_list_not_supplied')
  if (users.includes(',')) throw new SlackFailure('method_not_supported_for_channel_type')
  if (context.state.user(users)?.isDeleted) throw new SlackFailure('user_disabled')
  if (context.state.user(users)?.kind === 'app') throw new SlackFailure('cannot_dm_bot')
  const channel = directMessage(context, users)
  if (!channel) throw new SlackFailure('user_not_found')
  return { channel: { id: channel.id } }
}

/** Only takes it out of sight, so there is nothing to do here. */
function close(context: Context, args: Arguments): Json {
  requiredText(args, 'channel')
  if (visibleChannel(context, args).kind !== 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  return {}
}

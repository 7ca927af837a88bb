import { limitOf, requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import type { Methods } from '../api/method.js'
import { pageOf } from '../api/pagination.js'
import type { Context } from '../context.js'
import { secondsOf } from '../state/seconds.js'
import { userOnWire } from '../state/user-wire.js'
import type { Json } from '../state/types.js'

/** `users.*` */
export const userMethods: Methods = {
  'users.info': { tier: 4, scopes: ['users:read'], acceptsJson: false, run: info },
  'users.list': { tier: 2, scopes: ['users:read'], acceptsJson: false, run: list },
}

function info(context: Context, args: Arguments): Json {
  const user = context.state.user(requiredText(args, 'user'))
  if (!user) throw new SlackFailure('user_not_found')
  return { user: userOnWire(user, context.identity, context.clock.now()) }
}

/** People of other organisations are not members of this workspace, so they are not in the list. */
function list(context: Context, args: Arguments): Json {
  const users = context.state.users().filter((user) => user.kind !== 'external')
  const limit = limitOf(args, { usual: 1000, most: 1000 })
  const page = pageOf(users, { cursor: textOf(args, 'cursor'), limit, keyOf: (user) => user.id })
  return {
    members: page.items.map((user) => userOnWire(user, context.identity, context.clock.now())),
    cache_ts: secondsOf(context.clock.now()),
    response_metadata: { next_cursor: page.nextCursor },
  }
}

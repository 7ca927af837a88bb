import { flagOf, requiredText, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import type { Methods } from '../api/method.js'
import type { Context } from '../context.js'
import { secondsOf } from '../state/seconds.js'
import type { Json, SlackUsergroup } from '../state/types.js'

/** `usergroups.*`, as far as it reads. */
export const usergroupMethods: Methods = {
  'usergroups.list': { tier: 2, scopes: ['usergroups:read'], run: list },
  'usergroups.users.list': { tier: 2, scopes: ['usergroups:read'], run: users },
}

function list(context: Context, args: Arguments): Json {
  return { usergroups: context.state.usergroups().map((group) => wire(context, group, flagOf(args, 'include_users'))) }
}

function users(context: Context, args: Arguments): Json {
  const id = requiredText(args, 'usergroup')
  const group = context.state.usergroups().find((candidate) => candidate.id === id)
  if (!group) throw new SlackFailure('no_such_subteam')
  return { users: group.members }
}

function wire({ identity }: Context, group: SlackUsergroup, withUsers: boolean): Json {
  return {
    id: group.id,
    team_id: identity.teamId,
    is_usergroup: true,
    is_external: false,
    name: group.name,
    handle: group.handle,
    description: '',
    date_create: secondsOf(group.createdAt),
    date_delete: 0,
    user_count: group.members.length,
    ...(withUsers ? { users: group.members } : {}),
  }
}

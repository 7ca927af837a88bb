import type { Context } from '../context.js'
import type { Json, SlackChannel, SlackUser } from '../state/types.js'
import { teamOf } from '../state/wire.js'
import { personOf } from './place.js'

/** What every interaction payload says. */
export function payloadFor(context: Context, type: string, userId: string): Json {
  const { identity } = context
  return {
    type,
    user: userOf(context, personOf(context, userId)),
    api_app_id: identity.appId,
    token: 'sandbox-verification-token',
    team: { id: identity.teamId, domain: 'sandbox' },
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** A channel as payloads name it: the name of a direct or private one is only a placeholder. */
export function channelIn(channel: SlackChannel): Json {
  const names = { public: channel.name, private: 'privategroup', im: 'directmessage' }
  return { id: channel.id, name: names[channel.kind] }
}

/** The moment of an action: seconds with six decimals. */
export function actionTs(context: Context): string {
  return (context.clock.now().getTime() / 1000).toFixed(6)
}

function userOf(context: Context, user: SlackUser): Json {
  return { id: user.id, username: user.name, name: user.name, team_id: teamOf(user, context.identity) }
}

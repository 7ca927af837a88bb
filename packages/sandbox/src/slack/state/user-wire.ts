import type { Identity } from '../options.js'
import type { Json, SlackUser } from './types.js'
import { teamOf } from './wire.js'

/** A member as the API returns one. Times of day depend on the date, so the offset does. */
export function userOnWire(user: SlackUser, identity: Identity, at: Date): Json {
  const timeZone = user.timeZone ?? 'Etc/UTC'
  return {
    id: user.id,
    team_id: teamOf(user, identity),
    name: user.name,
    real_name: user.name,
    deleted: user.isDeleted,
    tz: timeZone,
    tz_label: timeZone,
    tz_offset: offsetSeconds(timeZone, at),
    profile: {
      real_name: user.name,
      real_name_normalized: user.name,
      display_name: user.name,
      display_name_normalized: user.name,
      team: teamOf(user, identity),
      ...(user.kind === 'app' ? { api_app_id: identity.appId, bot_id: identity.botId } : {}),
    },
    is_admin: user.isAdmin === true || user.isOwner === true,
    is_owner: user.isOwner === true,
    is_primary_owner: false,
    is_restricted: user.kind === 'guest' || user.kind === 'single-channel-guest',
    is_ultra_restricted: user.kind === 'single-channel-guest',
    is_bot: user.kind === 'app',
    is_app_user: false,
    ...(user.kind === 'external' ? { is_stranger: true } : {}),
    updated: 0,
  }
}

/** How far a zone is ahead of UTC at a moment, in seconds. */
function offsetSeconds(timeZone: string, at: Date): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60) * (sign === '-' ? -1 : 1)
}

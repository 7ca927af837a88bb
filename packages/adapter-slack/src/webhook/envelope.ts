import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import type { Home } from './author.js'

/** The wrapping of an event. */
export interface Envelope extends Home {
  readonly eventId?: string
  readonly event: JsonObject
  /** The channel is shared with another organisation. */
  readonly isShared: boolean
}

/**
 * Reads the wrapping of an event; `undefined` when it names no workspace. `authorizations` says for which installation
 * it was sent: in a channel shared with another organisation `team_id` alone may be theirs.
 *
 * @see https://docs.slack.dev/apis/events-api#callback-field
 */
export function parseEnvelope(payload: JsonObject): Envelope | undefined {
  const authorization = objectOf(listOf(payload.authorizations)[0])
  const workspaceId = textOf(authorization.team_id) ?? textOf(payload.team_id)
  if (!workspaceId) return undefined
  const enterpriseId = textOf(authorization.enterprise_id) ?? textOf(payload.enterprise_id)
  const botUserId = authorization.is_bot === false ? undefined : textOf(authorization.user_id)
  const eventId = textOf(payload.event_id)
  return {
    workspaceId,
    event: objectOf(payload.event),
    isShared: payload.is_ext_shared_channel === true,
    ...(enterpriseId === undefined ? {} : { enterpriseId }),
    ...(botUserId === undefined ? {} : { botUserId }),
    ...(eventId === undefined ? {} : { eventId }),
  }
}

/** The identities of an event: its own, and the one of its delivery. */
export function identitiesOf(
  { eventId }: Envelope,
  own: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  return eventId === undefined ? own : [...own, `event:${eventId}`]
}

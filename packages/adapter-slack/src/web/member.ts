import type { ChatOutcome, Member } from '@threadline/core'
import { unknownOutcome } from '../errors.js'
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../json.js'
import type { WebApi } from './web-api.js'

/**
 * Looks a member up.
 *
 * @see https://docs.slack.dev/reference/methods/users.info
 */
export async function fetchMember(call: WebApi, workspaceId: string, memberId: string): Promise<ChatOutcome<Member>> {
  const outcome = await call({ workspaceId, method: 'users.info', args: { user: memberId } })
  if (outcome.type !== 'done') return outcome
  const user = outcome.value.user
  if (!isObject(user) || user.id !== memberId) return unknownOutcome('Slack did not say who the member is.')
  const value = { id: memberId, name: nameOf(user) ?? memberId, kind: kindOf(user, workspaceId) }
  const isAdmin = user.is_admin === true || user.is_owner === true
  return { type: 'done', value: { ...value, ...(isAdmin ? { isAdmin } : {}) } }
}

/** Slackbot says of itself that it is no bot. */
export function isSlackItself(memberId: string): boolean {
  return memberId === 'USLACKBOT' || memberId === 'USLACK'
}

/** What a user of Slack is to the workspace. There is no single field for it. */
function kindOf(user: JsonObject, workspaceId: string): Member['kind'] {
  if (user.is_bot === true || user.is_workflow_bot === true || isSlackItself(String(user.id))) return 'app'
  if (user.deleted === true) return 'deactivated'
  if (isExternal(user, workspaceId)) return 'external'
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest'
  return 'full'
}

/** In an Enterprise organisation `team_id` may name another workspace that the member is in as well. */
function isExternal(user: JsonObject, workspaceId: string): boolean {
  if (user.is_stranger === true) return true
  const teamId = textOf(user.team_id)
  if (teamId === undefined || teamId === workspaceId) return false
  return !listOf(objectOf(user.enterprise_user).teams).includes(workspaceId)
}

function nameOf(user: JsonObject): string | undefined {
  const profile = objectOf(user.profile)
  return textOf(profile.display_name) ?? textOf(profile.real_name) ?? textOf(user.real_name) ?? textOf(user.name)
}

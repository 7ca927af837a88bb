import type { ChatAuthor } from '@threadline/core'
import { objectOf, textOf, type JsonObject } from '../json.js'
import { isSlackItself } from '../web/member.js'

/** The team that the app is installed in, as far as a payload names it. */
export interface Home {
  readonly workspaceId: string
  readonly enterpriseId?: string
  readonly botUserId?: string
}

/**
 * Who wrote a message. What has no author, or anything of an app about it, is an app's; whoever has another team
 * anywhere about them is an outsider.
 *
 * @see https://docs.slack.dev/apis/slack-connect
 */
export function authorOfMessage(message: JsonObject, home: Home): ChatAuthor {
  const id = textOf(message.user)
  if (!id || isWrittenByApp(message) || isSlackItself(id) || id === home.botUserId) return { type: 'app' }
  const teams = [message.user_team, message.source_team, objectOf(message.user_profile).team]
  return { type: teams.every((team) => isHome(team, home)) ? 'member' : 'external', id }
}

/** Who clicked, typed or submitted. */
export function authorOfInteraction(user: JsonObject, home: Home): ChatAuthor {
  const id = textOf(user.id)
  if (!id || isSlackItself(id)) return { type: 'app' }
  return { type: isHome(user.team_id, home) ? 'member' : 'external', id }
}

function isWrittenByApp(message: JsonObject): boolean {
  const { subtype, bot_id: botId, app_id: appId, bot_profile: botProfile } = message
  return subtype === 'bot_message' || Boolean(botId) || Boolean(appId) || Boolean(botProfile)
}

/** A team that is not named is taken for ours here: the directory is asked before anything leaves. */
function isHome(team: unknown, home: Home): boolean {
  const id = textOf(team)
  return id === undefined || id === home.workspaceId || id === home.enterpriseId
}

import type { ChatCommandEvent } from '@threadline/core'
import { textOf, type JsonObject } from '../json.js'
import { plainTextFromSlack, type NameLookup } from '../text/index.js'
import { authorOfInteraction, type Home } from './author.js'

/** Whose app the command belongs to. */
export function homeOfCommand(payload: JsonObject): Home | undefined {
  const workspaceId = textOf(payload.team_id)
  const enterpriseId = textOf(payload.enterprise_id)
  return workspaceId ? { workspaceId, ...(enterpriseId ? { enterpriseId } : {}) } : undefined
}

/**
 * Reads a slash command. Whatever its name, it is ours: an app may be given another one than `/sms`. Slack does not repeat
 * one over HTTP, but over a socket it does, with the same trigger.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function parseCommand(payload: JsonObject, home: Home, names: NameLookup): ChatCommandEvent | undefined {
  const [channelId, trigger] = [textOf(payload.channel_id), textOf(payload.trigger_id)]
  if (!channelId || !trigger) return undefined
  return {
    type: 'command',
    workspaceId: home.workspaceId,
    identities: [`command:${trigger}`],
    channelId,
    text: plainTextFromSlack({ text: payload.text }, names),
    author: authorOfInteraction({ id: payload.user_id }, home),
    trigger,
  }
}

import type { ChatActionEvent, ChatEvent, ChatFormEvent, ChatSuggestEvent, PostRef } from '@threadline/core'
import {
  decodeAction,
  decodeChoice,
  decodeFormName,
  decodeOption,
  decodeSource,
  decodeSubject,
  menuId,
  type DecodedAction,
} from '../blocks/index.js'
import { formFiles, formValues } from './form-values.js'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import { authorOfInteraction, type Home } from './author.js'

/** Whose app was used: of the view, else of the workspace. Neither is there in an organisation-wide installation. */
export function homeOfInteraction(payload: JsonObject): Home | undefined {
  const workspaceId =
    textOf(objectOf(payload.view).app_installed_team_id) ??
    textOf(objectOf(payload.team).id) ??
    textOf(objectOf(payload.user).team_id)
  const enterpriseId = textOf(objectOf(payload.enterprise).id) ?? textOf(objectOf(payload.team).enterprise_id)
  if (!workspaceId) return undefined
  return { workspaceId, ...(enterpriseId === undefined ? {} : { enterpriseId }) }
}

/**
 * Reads what a person did with one of our buttons, forms or fields. `requestId` tells one request from another.
 * Anybody who sees a message can use its buttons, so the author says whether they are of this workspace.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads
 */
export function parseInteraction(payload: JsonObject, home: Home, requestId: string): readonly ChatEvent[] {
  switch (payload.type) {
    case 'block_actions':
      return listOf(payload.actions).flatMap((action) => parseAction(payload, home, objectOf(action)) ?? [])
    case 'view_submission':
      return [parseSubmission(payload, home)].filter((event) => event !== undefined)
    case 'block_suggestion':
      return [parseSuggestion(payload, home, requestId)].filter((event) => event !== undefined)
    default:
      return []
  }
}

function parseAction(payload: JsonObject, home: Home, clicked: JsonObject): ChatActionEvent | undefined {
  const decoded = decodeClick(clicked)
  if (!decoded) return undefined
  const view = objectOf(payload.view)
  const formId = view.type === 'home' ? undefined : textOf(view.id)
  const trigger = textOf(payload.trigger_id)
  const post = postOf(payload)
  const place = post ? `${post.channelId}:${post.messageId}` : textOf(objectOf(payload.view).id)
  const user = textOf(objectOf(payload.user).id)
  const click = ['action', place, user, clicked.action_id, clicked.action_ts ?? trigger].join(':')
  return {
    type: 'action',
    workspaceId: home.workspaceId,
    identities: trigger === undefined ? [click] : [click, `trigger:${trigger}:${String(clicked.action_id)}`],
    ...decoded,
    ...(post === undefined ? {} : { post }),
    ...(formId === undefined ? {} : { formId, ...filledIn(view) }),
    author: authorOfInteraction(objectOf(payload.user), home),
    ...(trigger === undefined ? {} : { trigger }),
  }
}

function filledIn(view: JsonObject): Pick<ChatActionEvent, 'values'> {
  return { values: formValues(objectOf(objectOf(view.state).values)) }
}

/** A button, an entry of a menu, or something chosen in a field that waits for that. */
function decodeClick(clicked: JsonObject): DecodedAction | undefined {
  const chosen = textOf(objectOf(clicked.selected_option).value)
  if (clicked.action_id === menuId) return decodeOption(chosen)
  const action = decodeChoice(clicked.action_id)
  return action ? { action, subject: chosen ?? '' } : decodeAction(clicked)
}

function parseSubmission(payload: JsonObject, home: Home): ChatFormEvent | undefined {
  const view = objectOf(payload.view)
  const form = decodeFormName(view.callback_id)
  if (!form) return undefined
  const state = objectOf(objectOf(view.state).values)
  const files = formFiles(state)
  const formId = textOf(view.id)
  return {
    type: 'form',
    workspaceId: home.workspaceId,
    identities: [`view:${textOf(view.id) ?? textOf(payload.trigger_id) ?? 'unknown'}`],
    form,
    subject: decodeSubject(view.private_metadata),
    ...(formId === undefined ? {} : { formId }),
    values: formValues(state),
    ...(files.length === 0 ? {} : { files }),
    author: authorOfInteraction(objectOf(payload.user), home),
  }
}

function parseSuggestion(payload: JsonObject, home: Home, requestId: string): ChatSuggestEvent | undefined {
  const source = decodeSource(payload.action_id)
  if (!source || !decodeFormName(objectOf(payload.view).callback_id)) return undefined
  return {
    type: 'suggest',
    workspaceId: home.workspaceId,
    identities: [`suggest:${requestId}`],
    source,
    query: typeof payload.value === 'string' ? payload.value : '',
    author: authorOfInteraction(objectOf(payload.user), home),
  }
}

function postOf(payload: JsonObject): PostRef | undefined {
  const container = objectOf(payload.container)
  const channelId = textOf(container.channel_id) ?? textOf(objectOf(payload.channel).id)
  const messageId = textOf(container.message_ts) ?? textOf(objectOf(payload.message).ts)
  return channelId && messageId ? { channelId, messageId } : undefined
}

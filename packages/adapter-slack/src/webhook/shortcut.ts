import type { ChatShortcutEvent, ChosenMessage } from '@threadline/core'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import { plainTextFromSlack, type NameLookup } from '../text/index.js'
import { authorOfInteraction, type Home } from './author.js'

/** As the manifest names them. */
export const callbackIds = { shortcut: 'threadline:send-text', message_action: 'threadline:text-message' } as const

/**
 * Reads that somebody chose our entry in a menu.
 *
 * @see https://docs.slack.dev/interactivity/implementing-shortcuts
 */
export function parseShortcut(payload: JsonObject, home: Home, names: NameLookup): ChatShortcutEvent | undefined {
  const { type } = payload
  if (type !== 'shortcut' && type !== 'message_action') return undefined
  const trigger = textOf(payload.trigger_id)
  if (payload.callback_id !== callbackIds[type] || !trigger) return undefined
  const message = type === 'message_action' ? chosenMessage(payload, names) : undefined
  return {
    type: 'shortcut',
    workspaceId: home.workspaceId,
    identities: [`shortcut:${trigger}`],
    ...(message && { message }),
    author: authorOfInteraction(objectOf(payload.user), home),
    trigger,
  }
}

function chosenMessage(payload: JsonObject, names: NameLookup): ChosenMessage | undefined {
  const message = objectOf(payload.message)
  const [channelId, messageId] = [textOf(objectOf(payload.channel).id), textOf(message.ts)]
  if (!channelId || !messageId) return undefined
  const root = textOf(message.thread_ts)
  return {
    post: { channelId, messageId },
    ...(root === undefined || root === messageId ? {} : { thread: { channelId, messageId: root } }),
    text: plainTextFromSlack(message, names),
    hasFiles: listOf(message.files).length > 0,
  }
}

import { needsName } from '../domain/compose-text.js'
import type { FlowDeps } from '../flows/flow.js'
import type { ChatAdapter, ChatEditEvent, ChatMessageEvent } from '../ports/chat-adapter.js'
import { identifyActor } from './identify-actor.js'

/**
 * A message with its author's name, where a signature or what it says needs that. Asked before the flow, because a flow
 * cannot call out; nobody is waited for longer than a second, and who does not come in time has no name.
 */
export async function withAuthorName<Event extends ChatMessageEvent | ChatEditEvent>(
  deps: FlowDeps,
  chat: ChatAdapter,
  event: Event,
): Promise<Event> {
  const { author, text, workspaceId } = event
  if (author.type !== 'member' || !needsName(text, deps.lines.all)) return event
  const actor = await identifyActor(deps, chat, workspaceId, author)
  return actor === 'unknown' || actor.kind !== 'full' ? event : { ...event, author: { ...author, name: actor.name } }
}

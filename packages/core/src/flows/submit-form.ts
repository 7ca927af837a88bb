import type { ChatAnswer, ChatFormEvent } from '../ports/chat-adapter.js'
import { inTransaction, type FlowDeps } from './flow.js'
import { forms } from './forms/index.js'

/** A form was submitted. */
export async function submitForm(deps: FlowDeps, event: ChatFormEvent): Promise<ChatAnswer | undefined> {
  const { author } = event
  if (author.type !== 'member') return undefined
  return inTransaction(deps, event.workspaceId, (flow) => forms[event.form](flow, event, author.id))
}

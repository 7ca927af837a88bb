import type { ChatAnswer, ChatSuggestEvent } from '../ports/chat-adapter.js'
import { inTransaction, type FlowDeps } from './flow.js'
import { suggestions } from './suggestions/index.js'

/** Somebody types in a field that suggests. */
export async function suggest(deps: FlowDeps, event: ChatSuggestEvent): Promise<ChatAnswer> {
  const { author, query, source } = event
  if (author.type !== 'member') return { type: 'suggestions', suggestions: [] }
  return inTransaction(deps, event.workspaceId, async (flow) => ({
    type: 'suggestions',
    suggestions: await suggestions[source](flow, query.trim(), author.id),
  }))
}

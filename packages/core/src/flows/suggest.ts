import { mayDo } from '../domain/may-do.js'
import type { ChatAnswer, ChatSuggestEvent, Member } from '../ports/chat-adapter.js'
import { inTransaction, type FlowDeps } from './flow.js'
import { suggestions } from './suggestions/index.js'

/** What is suggested to somebody who may know nothing. */
export const noSuggestions: ChatAnswer = { type: 'suggestions', suggestions: [] }

/** Somebody types in a field that suggests. */
export async function suggest(deps: FlowDeps, event: ChatSuggestEvent, member: Member): Promise<ChatAnswer> {
  const { query, source } = event
  return inTransaction(deps, event.workspaceId, async (flow) => {
    if (!mayDo(member, 'send', flow.settings)) return noSuggestions
    return { type: 'suggestions', suggestions: await suggestions[source](flow, query.trim(), member.id) }
  })
}

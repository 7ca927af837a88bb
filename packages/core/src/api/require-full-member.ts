import { ThreadlineError } from '../errors.js'
import type { ChatAdapter } from '../ports/chat-adapter.js'

/** Throws for anybody who cannot look after a conversation, and when the chat platform cannot say who somebody is. */
export async function requireFullMember(chat: ChatAdapter, workspaceId: string, memberId: string): Promise<void> {
  const member = await chat.directory.member(workspaceId, memberId)
  if (member.type === 'done' && member.value.kind === 'full') return
  if (member.type === 'done' || (member.type === 'refused' && !member.retryable)) {
    throw new ThreadlineError('conversation.invalid_assignee', 'Only a full member of the workspace can be assigned.')
  }
  throw new ThreadlineError('not_ready', 'The chat platform cannot say who this is.')
}

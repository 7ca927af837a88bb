import { ThreadlineError } from '../errors.js'
import type { ChatAdapter, ChatAuthor } from '../ports/chat-adapter.js'

/**
 * Whether somebody is a full member, who alone may use buttons and forms. Asked before the flow, because a flow cannot
 * call out; the adapter's directory caches.
 *
 * @throws {@link ThreadlineError} `not_ready` when the platform cannot say; whoever clicked clicks again
 */
export async function isFullMember(chat: ChatAdapter, workspaceId: string, author: ChatAuthor): Promise<boolean> {
  if (author.type !== 'member') return false
  const member = await chat.directory.member(workspaceId, author.id)
  if (member.type === 'done') return member.value.kind === 'full'
  throw new ThreadlineError('not_ready', 'The chat platform cannot say who this is.')
}

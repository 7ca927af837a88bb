import type { ChatAdapter, ChatAuthor, Member } from '../ports/chat-adapter.js'
import type { Clock } from '../ports/clock.js'
import { inTime } from './in-time.js'

/** `unknown`: the platform cannot say just now. */
export type Actor = Member | 'unknown'

/**
 * Who clicked, typed or submitted. Asked before the flow, because a flow cannot call out; the adapter's directory caches,
 * and whoever is not there is waited for no longer than what is to be acknowledged can wait.
 */
export async function identifyActor(
  { clock }: { readonly clock: Clock },
  chat: ChatAdapter,
  workspaceId: string,
  author: ChatAuthor,
): Promise<Actor> {
  if (author.type === 'app') return { id: '', name: '', kind: 'app' }
  if (author.type === 'external') return { id: author.id, name: '', kind: 'external' }
  const member = await inTime(clock, chat.directory.member(workspaceId, author.id))
  return member.type === 'done' ? member.value : 'unknown'
}

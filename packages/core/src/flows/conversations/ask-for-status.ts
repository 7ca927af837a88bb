import type { PostRef } from '../../domain/conversation.js'
import { headLane } from '../../domain/lane.js'
import type { ReplyAuthor } from '../../domain/reply.js'
import type { Flow } from '../flow.js'

/** A member wrote a word that changes the status. That they may is found out before it is done. */
export async function askForStatus(
  flow: Flow,
  { author, post, thread }: { readonly author: ReplyAuthor; readonly post: PostRef; readonly thread?: PostRef },
  conversationId: string,
  wish: 'close' | 'reopen',
): Promise<void> {
  if (author.type !== 'member') return
  const effect = {
    type: 'change-state',
    conversationId,
    memberId: author.id,
    wish,
    writtenAs: { post, thread },
  } as const
  await flow.enqueue(headLane(conversationId), effect)
}

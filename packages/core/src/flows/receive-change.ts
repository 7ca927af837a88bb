import { cleanFiles, cleanText } from '../domain/clean-text.js'
import { threadLane } from '../domain/lane.js'
import type { WrittenChange } from '../domain/reply.js'
import type { ChatDeletionEvent, ChatEditEvent } from '../ports/chat-adapter.js'
import { actOnChange } from './act-on-change.js'
import { inTransaction, isDuplicate, type FlowDeps } from './flow.js'

/**
 * Somebody changed or deleted a message of theirs. It never makes anything leave that was not to leave already. A reply that
 * still waits for the root of its thread is changed behind it, once it has been led to its conversation.
 */
export async function receiveChange(deps: FlowDeps, event: ChatEditEvent | ChatDeletionEvent): Promise<void> {
  const { author, post, thread } = event
  if (author.type !== 'member') return
  const change: WrittenChange = { post, thread, author, ...whatItSays(event) }
  await inTransaction(deps, event.workspaceId, async (flow) => {
    const lane = thread && threadLane(thread)
    const mustWait = lane !== undefined && (await flow.tx.outbox.head(lane)) !== undefined
    const purpose = (await flow.tx.posts.find(post))?.purpose
    if (!mustWait && purpose !== 'message' && purpose !== 'draft') return
    if (await isDuplicate(flow, event.identities, post.messageId)) return
    if (mustWait) return flow.enqueue(lane, { type: 'change-text', change })
    await actOnChange(flow, change)
  })
}

function whatItSays(event: ChatEditEvent | ChatDeletionEvent): Pick<WrittenChange, 'edit'> {
  if (event.type === 'deletion') return {}
  const { files, hasFiles, mentionsApp, text } = event
  return { edit: { text: cleanText(text), hasFiles, files: cleanFiles(files), mentionsApp } }
}

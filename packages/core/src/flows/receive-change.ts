import { cleanFiles, cleanText } from '../domain/clean-text.js'
import type { PostRef } from '../domain/conversation.js'
import { threadLane } from '../domain/lane.js'
import type { WrittenChange } from '../domain/reply.js'
import type { ChatDeletionEvent, ChatEditEvent } from '../ports/chat-adapter.js'
import { actOnChange } from './act-on-change.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { conversationOf, isHeard, keepForItsMessage, waitBehindReply } from './overtaking-change.js'

/**
 * Somebody changed or deleted a message of theirs. It never makes anything leave that was not to leave already. A reply that
 * still waits for the root of its thread is changed as it is led to its conversation. A change that overtakes its own message
 * waits for it.
 */
export async function receiveChange(deps: FlowDeps, event: ChatEditEvent | ChatDeletionEvent): Promise<void> {
  const { author, post, thread } = event
  if (author.type !== 'member') return
  const change: WrittenChange = { post, thread, author, ...whatItSays(event) }
  await inTransaction(deps, event.workspaceId, async (flow) => {
    const lane = thread && threadLane(thread)
    const mustWait = lane !== undefined && (await flow.tx.outbox.head(lane)) !== undefined
    const isKnown = await isText(flow, post)
    if (!isKnown && !mustWait && !(await mayConcern(flow, change))) return
    if (await isDuplicate(flow, event.identities, post.messageId)) return
    if (!isKnown && !(await isHeard(flow, post))) return keepForItsMessage(flow, change)
    if (thread && mustWait) return waitBehindReply(flow, thread, change)
    await actOnChange(flow, change)
  })
}

/** Of a thread in a channel of ours of which nothing is known, the root may still be to be recorded. */
async function mayConcern(flow: Flow, change: WrittenChange): Promise<boolean> {
  const { thread } = change
  if ((await conversationOf(flow, change)) !== undefined) return true
  return (
    thread !== undefined &&
    flow.lines.findByChannel(thread.channelId) !== undefined &&
    !(await flow.tx.posts.find(thread))
  )
}

async function isText(flow: Flow, post: PostRef): Promise<boolean> {
  const purpose = (await flow.tx.posts.find(post))?.purpose
  return purpose === 'message' || purpose === 'draft'
}

function whatItSays(event: ChatEditEvent | ChatDeletionEvent): Pick<WrittenChange, 'edit'> {
  if (event.type === 'deletion') return {}
  const { files, hasFiles, mentionsApp, text } = event
  return { edit: { text: cleanText(text), hasFiles, files: cleanFiles(files), mentionsApp } }
}

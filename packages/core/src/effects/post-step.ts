import type { PostRef } from '../domain/conversation.js'
import type { OutboxEntry } from '../domain/effect.js'
import { isPlaceGone } from '../domain/failure.js'
import type { PostView } from '../domain/view.js'
import type { Flow } from '../flows/flow.js'
import type { ChatOutcome, ChatPost, PostTarget } from '../ports/chat-adapter.js'
import type { KnownPost } from '../ports/storage.js'
import { stepLimit } from './permit.js'
import { thenRecord, type Outside, type Step } from './step.js'

export interface PostStepRequest extends Pick<Step, 'refused' | 'giveUpAt' | 'isFinal' | 'isObsolete'> {
  readonly entry: OutboxEntry
  readonly target: PostTarget
  readonly view: PostView
  /** What the post is to us, once it is there. */
  readonly purpose: KnownPost['purpose']
  readonly conversationId?: string
  readonly messageId?: string
  readonly record?: (flow: Flow, ref: PostRef) => Promise<void>
}

/** A post that is made once: when nobody knows whether it is there, it is read back before it is made again. */
export function postStep(flow: Flow, outside: Outside, request: PostStepRequest): Step {
  const { entry, purpose, conversationId, messageId, target, view } = request
  const { giveUpAt, isFinal, isObsolete, refused } = request
  const post = { reference: entry.id, target, view }
  const begun = { ...post, target: entry.target ?? target }
  const record = async (recording: Flow, ref: PostRef) => {
    await request.record?.(recording, ref)
    await recording.tx.posts.save({ ref, purpose, conversationId, messageId })
  }
  return {
    limit: stepLimit(`post:${target.channel}`, outside.chat.limits?.post),
    call: () => thenRecord(outside.chat.post(flow.workspaceId, post), record),
    whenUnknown: 'read-back',
    readBack: (startedAt) => thenRecord(readBack(flow, outside, begun, target, startedAt), record),
    target: entry.state === 'pending' ? target : begun.target,
    refused,
    giveUpAt,
    isFinal,
    isObsolete,
  }
}

/** A post in a channel that is gone, and that the conversation has left, is as good as none: it is made where it is now. */
async function readBack(
  { workspaceId }: Flow,
  { chat }: Outside,
  begun: ChatPost,
  target: PostTarget,
  startedAt: Date,
): Promise<ChatOutcome<PostRef>> {
  const found = await chat.find(workspaceId, begun, startedAt)
  if (found.type === 'done' || begun.target.channel === target.channel || !isPlaceGone(found.failure)) return found
  return { type: 'refused', retryable: false, failure: { category: 'message-missing', code: found.failure.code } }
}

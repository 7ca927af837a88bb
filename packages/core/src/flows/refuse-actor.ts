import { channelLane } from '../domain/lane.js'
import type { ChatActionEvent } from '../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type FlowDeps } from './flow.js'

/** Somebody clicked who may not. Nothing happens, and they are told. */
export async function refuseActor(deps: FlowDeps, event: ChatActionEvent): Promise<void> {
  const { author, post } = event
  if (author.type === 'app' || !post) return
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (await isDuplicate(flow, event.identities, event.action)) return
    await flow.enqueue(channelLane(post.channelId), {
      type: 'whisper',
      channel: post.channelId,
      memberId: author.id,
      text: 'Only members of this workspace can do that.',
    })
  })
}

import { channelLane } from '../domain/lane.js'
import type { ChatMentionEvent } from '../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type FlowDeps } from './flow.js'

/** Somebody mentioned the app: the dashboard appears where they did. */
export async function showDashboard(deps: FlowDeps, event: ChatMentionEvent): Promise<void> {
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (event.author.type !== 'member') return
    if (await isDuplicate(flow, event.identities, event.post.messageId)) return
    const { channelId: channel } = event.post
    await flow.enqueue(channelLane(channel), { type: 'post-dashboard', channel, thread: event.thread })
  })
}

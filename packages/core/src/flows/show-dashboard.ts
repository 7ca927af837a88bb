import { channelLane } from '../domain/lane.js'
import type { ChatMentionEvent } from '../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { findConversation } from './open-conversation.js'

/** Somebody mentioned the app: the dashboard appears where they did. */
export async function showDashboard(deps: FlowDeps, event: ChatMentionEvent): Promise<void> {
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (event.author.type !== 'member') return
    if (await isDuplicate(flow, event.identities, event.post.messageId)) return
    if (await isSpokenToContact(flow, event)) return
    const { channelId: channel } = event.post
    await flow.enqueue(channelLane(channel), { type: 'post-dashboard', channel, thread: event.thread })
  })
}

/** Where a mention of the app sends, it does not ask for the dashboard. */
async function isSpokenToContact(flow: Flow, { post, thread }: ChatMentionEvent): Promise<boolean> {
  if (!thread) {
    const place = (await flow.tx.conversations.findByChannel(post.channelId))?.place
    return place?.type === 'direct' && place.mode === 'mention-to-send'
  }
  const known = await flow.tx.posts.find(thread)
  if (known?.purpose !== 'root' || known.conversationId === undefined) return false
  const found = await findConversation(flow, known.conversationId)
  return found?.conversation.place.type === 'thread' && found.line?.sendMode === 'mention-to-send'
}

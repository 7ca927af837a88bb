import { rootOf } from '../domain/place.js'
import { findConversation } from '../flows/open-conversation.js'
import { stepLimit } from './permit.js'
import { thenRecord, type Prepare } from './step.js'
import { viewRoot } from './views.js'

/** Longer than any outage that anybody waits out: until then the head catches up by itself. */
const giveUpAfterMs = 24 * 60 * 60_000

/**
 * Redraws the head of a conversation's thread as it stands now, however many changes came in between. One that was
 * deleted stays deleted: the next text that cannot find the thread begins a new one, with a head of its own.
 */
export const prepareUpdateHead: Prepare<'update-head'> = async (flow, { conversationId }, outside, entry) => {
  const found = await findConversation(flow, conversationId)
  const root = found && rootOf(found.conversation.place)
  const known = root && (await flow.tx.posts.find(root))
  const first = known?.messageId === undefined ? undefined : await flow.tx.messages.peek(known.messageId)
  // One that is still to be posted is drawn when its turn comes.
  if (!root || !first) return undefined
  const view = viewRoot(found, first)
  return {
    limit: stepLimit('update', outside.chat.limits?.update),
    call: () => thenRecord(outside.chat.update(flow.workspaceId, root, view), async () => {}),
    whenUnknown: 'repeat',
    giveUpAt: new Date(entry.createdAt.getTime() + giveUpAfterMs),
    refused: async () => 'drop',
  }
}

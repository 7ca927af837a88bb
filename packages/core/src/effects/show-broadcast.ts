import type { Broadcast } from '../domain/broadcast.js'
import { progressOf } from '../domain/broadcast.js'
import { broadcastItems } from '../domain/broadcast-view.js'
import type { PostRef } from '../domain/conversation.js'
import type { PanelView } from '../domain/view.js'
import type { Flow } from '../flows/flow.js'
import { stepLimit } from './permit.js'
import { postStep } from './post-step.js'
import { thenRecord, untilGivenUp, type Prepare } from './step.js'

/** Makes the one post of a broadcast show how it goes by now; the first time the post is made. */
export const prepareShowBroadcast: Prepare<'show-broadcast'> = async (flow, { broadcastId }, outside, entry) => {
  const broadcast = await flow.tx.broadcasts.peek(broadcastId)
  const line = broadcast && flow.lines.find(broadcast.lineId)
  if (!broadcast || !line) return undefined
  const view = await viewBroadcast(flow, broadcast)
  const { post } = broadcast
  if (post)
    return {
      limit: stepLimit('update', outside.chat.limits?.update),
      call: () => thenRecord(outside.chat.update(flow.workspaceId, post, view), async () => {}),
      whenUnknown: 'repeat',
      ...untilGivenUp(entry),
    }
  return postStep(flow, outside, {
    entry,
    target: { channel: line.channel },
    view,
    purpose: 'other',
    record: (recording, ref) => recordPost(recording, broadcastId, ref),
  })
}

async function viewBroadcast(flow: Flow, broadcast: Broadcast): Promise<PanelView> {
  const progress = progressOf(await flow.tx.recipients.count(broadcast.id))
  return { type: 'panel', summary: 'A broadcast.', items: broadcastItems(broadcast, progress) }
}

async function recordPost(flow: Flow, broadcastId: string, post: PostRef): Promise<void> {
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  if (broadcast) await flow.tx.broadcasts.save({ ...broadcast, post })
}

import type { Conversation } from '../../domain/conversation.js'
import { idleLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

const key = 'auto-close'

/** Has a conversation closed after its line's time of quiet, or not, as long as somebody waits in it. Begins anew each time. */
export async function armAutoClose(flow: Flow, { id, lineId, notification, status }: Conversation): Promise<void> {
  const autoCloseMs = flow.lines.find(lineId)?.autoCloseMs ?? 0
  if (autoCloseMs === 0) return
  const lane = idleLane(id)
  if (notification.waiting || status === 'closed') return flow.tx.outbox.cancel(lane, key)
  const dueAt = new Date(flow.now.getTime() + autoCloseMs)
  await flow.enqueue(lane, { type: 'auto-close', conversationId: id }, { key, dueAt })
}

import { headLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

/** Has the head of a conversation show what it shows as it is by now: call it whenever something shown there changed. */
export async function redrawHead(flow: Flow, conversationId: string): Promise<void> {
  await flow.enqueue(headLane(conversationId), { type: 'update-head', conversationId }, { key: 'head' })
}

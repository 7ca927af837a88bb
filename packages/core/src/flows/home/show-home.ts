import { homeLane } from '../../domain/lane.js'
import type { ChatHomeEvent } from '../../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from '../flow.js'

/** Somebody opened their home page: it is drawn as everything is by now. */
export async function showHome(deps: FlowDeps, event: ChatHomeEvent): Promise<void> {
  const { author } = event
  if (author.type !== 'member') return
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (await isDuplicate(flow, event.identities, 'home')) return
    await redrawHome(flow, author.id)
  })
}

/** Has a member's home page drawn anew, once however often it is asked for before it is. */
export async function redrawHome(flow: Flow, memberId: string): Promise<void> {
  await flow.enqueue(homeLane(memberId), { type: 'publish-home', memberId }, { key: 'home' })
}

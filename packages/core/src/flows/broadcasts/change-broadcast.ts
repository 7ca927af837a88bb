import type { Broadcast } from '../../domain/broadcast.js'
import { broadcastLane, progressLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

export type BroadcastChanged =
  | { readonly type: 'changed'; readonly broadcast: Broadcast }
  | { readonly type: 'refused'; readonly reason: 'not-found' | 'over'; readonly sentence: string }

/** Sets a broadcast going: for the first time, or again after a pause. One that runs goes on. */
export async function startBroadcast(flow: Flow, broadcastId: string): Promise<BroadcastChanged> {
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  if (!broadcast) return notFound
  if (broadcast.status === 'running') return { type: 'changed', broadcast }
  if (isOver(broadcast)) return over(broadcast)
  const { because: _, ...rest } = broadcast
  const run = broadcast.run + 1
  const started: Broadcast = { ...rest, status: 'running', run, startedAt: broadcast.startedAt ?? flow.now }
  await flow.enqueue(broadcastLane(broadcastId, run), { type: 'run-broadcast', broadcastId, run })
  return { type: 'changed', broadcast: await keepBroadcast(flow, started) }
}

/** Stops a broadcast that runs, until somebody starts it again. What is on its way is not stopped. */
export async function pauseBroadcast(flow: Flow, broadcastId: string, because?: string): Promise<BroadcastChanged> {
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  if (!broadcast) return notFound
  if (broadcast.status !== 'running') return isOver(broadcast) ? over(broadcast) : { type: 'changed', broadcast }
  const { waitsUntil: _, ...rest } = broadcast
  return { type: 'changed', broadcast: await keepBroadcast(flow, { ...rest, status: 'paused', because }) }
}

/** Ends a broadcast. What has left has left; nothing else of it ever will. */
export async function cancelBroadcast(flow: Flow, broadcastId: string): Promise<BroadcastChanged> {
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  if (!broadcast) return notFound
  if (broadcast.status === 'canceled') return { type: 'changed', broadcast }
  if (isOver(broadcast)) return over(broadcast)
  const { because: _, waitsUntil: __, ...rest } = broadcast
  const canceled = await keepBroadcast(flow, { ...rest, status: 'canceled', endedAt: flow.now })
  await showLater(flow, canceled)
  return { type: 'changed', broadcast: canceled }
}

/** It has come to the end of its list. */
export async function endBroadcast(flow: Flow, broadcast: Broadcast): Promise<void> {
  const { because: _, waitsUntil: __, ...rest } = broadcast
  await showLater(flow, await keepBroadcast(flow, { ...rest, status: 'done', endedAt: flow.now }))
}

/** Keeps it, has its post show it, and tells the host. */
async function keepBroadcast(flow: Flow, broadcast: Broadcast): Promise<Broadcast> {
  await flow.tx.broadcasts.save(broadcast)
  await showNow(flow, broadcast)
  tellBroadcast(flow, broadcast)
  return broadcast
}

export function tellBroadcast({ emit, workspaceId }: Flow, broadcast: Broadcast): void {
  emit({ name: 'broadcast.changed', event: { workspaceId, broadcast } })
}

const everyMs = 30_000

/** Has its post show how it goes, within half a minute. */
export async function showSoon(flow: Flow, { id: broadcastId }: Broadcast): Promise<void> {
  const lane = progressLane(broadcastId)
  if ((await flow.tx.outbox.head(lane))?.state === 'pending') return
  const dueAt = new Date(flow.now.getTime() + everyMs)
  await flow.enqueue(lane, { type: 'show-broadcast', broadcastId }, { key: 'show', dueAt })
}

/** In the place of what would show it later. What was never started is shown to nobody but whoever made it. */
export async function showNow(flow: Flow, { id: broadcastId, run }: Broadcast): Promise<void> {
  if (run === 0) return
  await flow.enqueue(progressLane(broadcastId), { type: 'show-broadcast', broadcastId }, { key: 'show' })
}

/** What became of the last texts comes in after the end. */
async function showLater(flow: Flow, { id: broadcastId, run }: Broadcast): Promise<void> {
  if (run === 0) return
  for (const ms of [everyMs, 5 * 60_000, 60 * 60_000]) {
    const dueAt = new Date(flow.now.getTime() + ms)
    await flow.enqueue(progressLane(broadcastId), { type: 'show-broadcast', broadcastId }, { dueAt })
  }
}

const isOver = ({ status }: Broadcast): boolean => status === 'done' || status === 'canceled'

const notFound: BroadcastChanged = {
  type: 'refused',
  reason: 'not-found',
  sentence: 'There is no such broadcast.',
}

function over({ status }: Broadcast): BroadcastChanged {
  const sentence = status === 'done' ? 'This broadcast is done.' : 'This broadcast was canceled.'
  return { type: 'refused', reason: 'over', sentence }
}

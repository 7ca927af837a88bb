import type { AdminCause } from '../../domain/admin-cause.js'
import { channelLane } from '../../domain/lane.js'
import type { Line } from '../../domain/line.js'
import type { Flow } from '../flow.js'

/** As long as nothing is done about it, a cause is told of once in a day. */
const cooldownMs = 24 * 60 * 60_000

/** Where something went wrong, as far as it is known. */
export interface AlertPlace {
  readonly line?: Line
  readonly conversationId?: string
}

/** Tells the admin what only they can set right; once per cause, however many texts it spoils. */
export async function alertAdmin(flow: Flow, cause: AdminCause, place: AlertPlace = {}): Promise<void> {
  const key = `alert:${cause.key}`
  if ((await flow.tx.limits.take(key, 0, flow.now)) > flow.now) return
  await flow.tx.limits.take(key, cooldownMs, flow.now)
  await tellAdmin(flow, cause, place)
}

/** Says something to the admin: in the channel for alerts, else in the line's; whoever is named for it is notified. */
export async function tellAdmin(
  flow: Flow,
  { text, title }: Pick<AdminCause, 'text' | 'title'>,
  { conversationId, line = flow.lines.all[0] }: AlertPlace,
): Promise<void> {
  const { alerts = {} } = flow.settings
  const channel = alerts.channel ?? flow.lines.channelIdOf(line) ?? line.channel
  const { memberId } = alerts
  await flow.enqueue(channelLane(channel), { type: 'post-alert', channel, title, text, memberId, conversationId })
  flow.emit({ name: 'admin.alerted', event: { workspaceId: flow.workspaceId, title, text } })
}

import type { AdminCause } from '../../domain/admin-cause.js'
import { alertLane, channelLane } from '../../domain/lane.js'
import type { Line } from '../../domain/line.js'
import { alertedMembers } from '../../domain/workspace-settings.js'
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

/**
 * Says something to the admin: to each who is named in a direct message, where none can be sent in the channel of the line.
 * A channel that is named for it takes the place of both.
 */
export async function tellAdmin(
  flow: Flow,
  { text, title }: Pick<AdminCause, 'text' | 'title'>,
  { conversationId, line = flow.lines.all[0] }: AlertPlace,
): Promise<void> {
  const { alerts = {} } = flow.settings
  const memberIds = alertedMembers(alerts)
  const channel = alerts.channel ?? flow.lines.channelIdOf(line) ?? line.channel
  const said = { type: 'post-alert', channel, title, text, conversationId } as const
  if (alerts.channel !== undefined || memberIds.length === 0) {
    await flow.enqueue(channelLane(channel), { ...said, memberIds })
  } else {
    for (const directTo of memberIds) await flow.enqueue(alertLane(directTo), { ...said, directTo })
  }
  flow.emit({ name: 'admin.alerted', event: { workspaceId: flow.workspaceId, title, text } })
}

import { directMessage } from '../api/look-up.js'
import type { Context } from '../context.js'
import { viewOnWire } from '../state/view-wire.js'
import { personOf } from './place.js'

/** Somebody opens the app's home tab. */
export function openHome(context: Context, userId: string): void {
  personOf(context, userId)
  const channel = directMessage(context, userId)
  if (!channel) return
  const view = context.views.home(userId)
  context.events.emit({
    type: 'app_home_opened',
    user: userId,
    channel: channel.id,
    tab: 'home',
    ...(view ? { view: viewOnWire(view, context.identity) } : {}),
    event_ts: context.state.nextTs(channel.id),
  })
}

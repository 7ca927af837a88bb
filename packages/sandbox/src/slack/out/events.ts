import type { Clock } from '@threadline/core'
import type { Identity } from '../options.js'
import type { Ids } from '../state/ids.js'
import type { SlackState } from '../state/state.js'
import type { Json, SlackChannel, SlackMessage } from '../state/types.js'
import { secondsOf } from '../state/seconds.js'
import { isExternallyShared, messageOnWire } from '../state/wire.js'
import type { Delivery } from './delivery.js'
import { scopeOfEvent } from './event-scopes.js'

/** Tells the app what happened, as far as it subscribed and may know. */
export interface Events {
  /** An event of any kind. With a channel, only an app that is a member hears of it. */
  emit(event: Json & { readonly type: string }, channel?: SlackChannel): void
  /** An event about a channel itself: the app hears of every public one, and of the private ones it is in. */
  emitAbout(event: Json & { readonly type: string }, channel: SlackChannel): void
  /** A message that was just kept. */
  messagePosted(channel: SlackChannel, message: SlackMessage): void
  messageChanged(channel: SlackChannel, previous: SlackMessage, message: SlackMessage): void
  messageDeleted(channel: SlackChannel, previous: SlackMessage): void
}

/** Makes the source of events. */
export function createEvents(deps: {
  readonly clock: Clock
  readonly identity: Identity
  readonly ids: Ids
  readonly state: SlackState
  readonly delivery: Delivery
  readonly subscriptions: ReadonlySet<string>
  readonly scopes: ReadonlySet<string>
}): Events {
  const { clock, identity, ids, state, delivery, scopes, subscriptions } = deps

  const wire = (channel: SlackChannel, message: SlackMessage): Json =>
    messageOnWire(state, identity, channel.id, message, 'none')

  function emit(event: Json & { readonly type: string }, channel?: SlackChannel): void {
    if (channel && !channel.members.includes(identity.botUserId)) return
    send(event, channel)
  }

  function send(event: Json & { readonly type: string }, channel?: SlackChannel): void {
    if (!subscriptions.has(subscriptionOf(event.type, channel))) return
    const scope = scopeOfEvent(event.type, channel)
    if (scope !== undefined && !scopes.has(scope)) return
    delivery.event(event.type, channel?.id ?? event.type, envelope(event, channel))
  }

  function envelope(event: Json, channel?: SlackChannel): Json {
    const authorization = {
      enterprise_id: null,
      team_id: identity.teamId,
      user_id: identity.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    }
    return {
      token: 'sandbox-verification-token',
      team_id: identity.teamId,
      context_team_id: identity.teamId,
      context_enterprise_id: null,
      api_app_id: identity.appId,
      event,
      type: 'event_callback',
      event_id: ids.mint('Ev'),
      event_time: secondsOf(clock.now()),
      authorizations: [authorization],
      is_ext_shared_channel: channel !== undefined && isExternallyShared(channel, state),
      event_context: `4-${ids.token(40)}`,
    }
  }

  /** Fields of every event about a message. The hidden ones have a timestamp of their own. */
  function hidden(channel: SlackChannel, fields: Json): Json & { readonly type: string } {
    const ts = state.nextTs(channel.id)
    return { type: 'message', ...fields, hidden: true, channel: channel.id, ts, ...stamps(channel, ts) }
  }

  return {
    emit,
    emitAbout: (event, channel) => (channel.kind === 'public' ? send(event, channel) : emit(event, channel)),
    messagePosted(channel, message) {
      const event = {
        ...wire(channel, message),
        type: 'message',
        channel: channel.id,
        ...broadcastRoot(channel, message),
        ...stamps(channel, message.ts),
      }
      emit(event, channel)
    },
    messageChanged(channel, previous, message) {
      const change = {
        subtype: 'message_changed',
        message: wire(channel, message),
        previous_message: wire(channel, previous),
      }
      emit(hidden(channel, change), channel)
    },
    messageDeleted(channel, previous) {
      const change = { subtype: 'message_deleted', deleted_ts: previous.ts, previous_message: wire(channel, previous) }
      emit(hidden(channel, change), channel)
    },
  }

  function broadcastRoot(channel: SlackChannel, message: SlackMessage): Json {
    if (message.subtype !== 'thread_broadcast' || message.thread_ts === undefined) return {}
    const root = state.message(channel.id, message.thread_ts)
    return root ? { root: wire(channel, root) } : {}
  }
}

function stamps(channel: SlackChannel, ts: string): Json {
  return { event_ts: ts, channel_type: channelTypeOf(channel) }
}

/** The kind of a channel in events. */
export function channelTypeOf(channel: SlackChannel): 'channel' | 'group' | 'im' {
  const types = { public: 'channel', private: 'group', im: 'im' } as const
  return types[channel.kind]
}

function subscriptionOf(type: string, channel: SlackChannel | undefined): string {
  if (type !== 'message' || !channel) return type
  const names = { public: 'message.channels', private: 'message.groups', im: 'message.im' }
  return names[channel.kind]
}

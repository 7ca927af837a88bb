import type { SlackChannel } from '../state/types.js'

/** Scopes without which Slack does not send an event, for those whose kind of channel does not say it. */
const scopes: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  file_shared: 'files:read',
  file_deleted: 'files:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  user_change: 'users:read',
}

const history = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const
const reading = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const

/** The scope an event takes. https://docs.slack.dev/reference/events */
export function scopeOfEvent(type: string, channel: SlackChannel | undefined): string | undefined {
  // Whoever opens the home of an app tells the app, whatever it asks for.
  if (type === 'app_home_opened') return undefined
  if (type === 'message' && channel) return history[channel.kind]
  if (scopes[type] !== undefined) return scopes[type]
  return channel ? reading[channel.kind] : undefined
}

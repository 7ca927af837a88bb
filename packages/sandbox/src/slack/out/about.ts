import { isObject } from '../api/arguments.js'

/**
 * Which message an event is about. None for a message of the app that it changed itself: the head of a thread shows all
 * that happens in it, and is about no message in particular.
 */
export function aboutOf(event: unknown): { readonly about?: string } {
  if (!isObject(event)) return {}
  if (isObject(event['item'])) return about(event['item']['channel'], event['item']['ts'])
  if (event['type'] !== 'message') return {}
  const changed = event['message'] ?? event['previous_message']
  if (!isObject(changed)) return about(event['channel'], event['ts'])
  return changed['bot_id'] === undefined ? about(event['channel'], changed['ts']) : {}
}

function about(channel: unknown, ts: unknown): { readonly about?: string } {
  return typeof channel === 'string' && typeof ts === 'string' ? { about: `slack:${channel}:${ts}` } : {}
}

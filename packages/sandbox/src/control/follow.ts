import type { Controlled } from './controlled.js'
import { messageLinks, timelineOf, type TimelineEntry } from './timeline.js'

/** A message in a channel or a text on a phone, as addresses of the page name it: `slack:C1:1.2` or `text:SM1`. */
export type Followed = string

/** Entries shown at most when nothing is followed, the newest. */
const mostShown = 120

/** The timeline: all of it, or only what belongs to one message. */
export function timelineFor(controlled: Controlled, followed: Followed | undefined): readonly TimelineEntry[] {
  if (followed === undefined) return timelineOf(controlled, mostShown).slice(-mostShown)
  return follow(timelineOf(controlled), [followed, ...moreNames(controlled, followed)])
}

/**
 * What led to something and all that came of it: a webhook, its transaction, the effects that this queued, their calls, and
 * the webhooks that came of those.
 */
export function follow(entries: readonly TimelineEntry[], from: readonly string[]): readonly TimelineEntry[] {
  const byLink = new Map<string, TimelineEntry[]>()
  for (const entry of entries) for (const link of entry.links) byLink.set(link, [...(byLink.get(link) ?? []), entry])
  const links = new Set(from)
  // A set goes on with what is added to it meanwhile.
  for (const link of links) for (const entry of byLink.get(link) ?? []) for (const more of entry.links) links.add(more)
  const isPart = (link: string): boolean => links.has(link)
  return entries.filter((entry) => entry.links.some(isPart) || entry.mentions.some(isPart))
}

/** What is followed, in words, and where it is to be seen. */
export interface Following {
  readonly key: Followed
  /** Absent when there is no such message. */
  readonly words?: string
  readonly channel?: string
  readonly thread?: string
  readonly phone?: string
}

export function followingOf(controlled: Controlled, key: Followed): Following {
  const { carrier } = controlled
  const [kind, sid] = key.split(':')
  const text = kind === 'text' ? carrier.texts().find((candidate) => candidate.sid === sid) : undefined
  if (text) return { key, words: text.body || 'A picture', phone: text.direction === 'inbound' ? text.from : text.to }
  const said = messageAt(controlled, key)
  if (!said) return { key }
  const { channel, message } = said
  const thread = message.thread_ts === undefined ? {} : { thread: message.thread_ts }
  return { key, words: message.text || 'A file', channel, ...thread }
}

/** Other names of the same: a post bears the id of its effect, a text that of the desk's message. */
function moreNames(controlled: Controlled, followed: Followed): readonly string[] {
  const [kind, sid] = followed.split(':')
  if (kind === 'text') return messageLinks(controlled.carrier.texts().find((text) => text.sid === sid) ?? {})
  const effect = messageAt(controlled, followed)?.message.metadata?.event_payload['id']
  return typeof effect === 'string' ? [`effect:${effect}`] : []
}

function messageAt({ slack }: Controlled, followed: Followed) {
  const [, channel = '', ts] = followed.split(':')
  if (!slack.channels().some(({ id }) => id === channel)) return undefined
  const message = slack.messages(channel).find((candidate) => candidate.ts === ts)
  return message && { channel, message }
}

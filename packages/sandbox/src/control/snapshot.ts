import type { Carrier, Phone } from '../carrier/index.js'
import type { SlackMessage, SlackWorkspace } from '../slack/index.js'

/** Messages and texts shown when a page does not say how many, the newest. */
const usuallyShown = 200

/** What a page looks at. */
export interface Looking {
  readonly member?: string | undefined
  readonly channel?: string | undefined
  readonly phone?: string | undefined
  /** How many messages and texts, the newest. @defaultValue 200 */
  readonly shown?: number | undefined
}

/** All that a page shows, as JSON. What it does not look at yet is chosen for it. */
export function snapshot(slack: SlackWorkspace, carrier: Carrier, looking: Looking) {
  const people = slack.users().filter((user) => user.kind !== 'app' && !user.isDeleted)
  const { shown = usuallyShown } = looking
  const member = people.find(({ id }) => id === looking.member) ?? people[0]
  const channels = channelsFor(slack, member?.id ?? '')
  const channel =
    channels.find(({ id }) => id === looking.channel) ??
    channels.find(({ name }) => name === 'sms') ??
    channels.find(({ members }) => members.includes(member?.id ?? ''))
  const phones = carrier.phones()
  const phone = phones.find(({ number }) => number === looking.phone) ?? phones[0]
  return {
    member: member?.id,
    channel: channel?.id,
    phone: phone?.number,
    workspace: {
      members: slack.users().map(({ id, name, kind }) => ({ id, name, kind })),
      channels,
      messages: channel ? messagesOf(slack, channel.id, shown) : [],
      hasEarlier: channel !== undefined && slack.messages(channel.id).length > shown,
      ephemerals: ephemeralsOf(slack, member?.id, channel?.id),
      views: member ? slack.openViews(member.id) : [],
      ...slack.menus,
      home: member ? slack.homeView(member.id) : undefined,
    },
    carrier: {
      numbers: carrier.numbers().map(({ number }) => ({ number })),
      phones: phones.map(({ number, name, kind }) => ({ number, name, kind })),
      texts: phone ? textsOf(phone, shown) : [],
    },
  }
}

/** What a member can see: public channels, and the others they are in. */
function channelsFor(slack: SlackWorkspace, memberId: string) {
  return slack
    .channels()
    .filter(({ kind, members }) => kind === 'public' || members.includes(memberId))
    .map(({ id, name, kind, isArchived, members }) => ({
      id,
      name: kind === 'im' ? slack.identity.appName : name,
      kind,
      isArchived,
      members,
    }))
}

function messagesOf(slack: SlackWorkspace, channel: string, shown: number) {
  const all = slack.messages(channel)
  const replies = repliesByRoot(all)
  return all.slice(-shown).map((message) => ({ ...message, channel, reply_count: replies.get(message.ts) ?? 0 }))
}

function repliesByRoot(all: readonly SlackMessage[]): ReadonlyMap<string, number> {
  const replies = new Map<string, number>()
  for (const { thread_ts, ts } of all) {
    if (thread_ts !== undefined && thread_ts !== ts) replies.set(thread_ts, (replies.get(thread_ts) ?? 0) + 1)
  }
  return replies
}

function ephemeralsOf(slack: SlackWorkspace, member: string | undefined, channel: string | undefined) {
  if (member === undefined) return []
  const seen = slack.ephemerals(member).filter((ephemeral) => ephemeral.channel === channel)
  const { appName: username, botId } = slack.identity
  return seen.map((message) => ({ ...message, isEphemeral: true, user: undefined, username, bot_id: botId }))
}

function textsOf(phone: Phone, shown: number) {
  const received = phone.inbox.map((text, index) => ({ ...text, direction: 'in', key: `in${index}` }))
  const sent = phone.outbox.map((text, index) => ({ ...text, direction: 'out', key: `out${index}` }))
  // What was answered in the same millisecond comes before its answer.
  return [...sent, ...received].sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-shown)
}

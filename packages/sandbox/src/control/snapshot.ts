import type { Carrier, Phone } from '../carrier/index.js'
import type { SlackMessage, SlackWorkspace } from '../slack/index.js'

/** Messages and texts shown at most, the newest. */
const mostShown = 300

/** What a page looks at. */
export interface Looking {
  readonly member?: string | undefined
  readonly channel?: string | undefined
  readonly phone?: string | undefined
}

/** All that a page shows, as JSON. What it does not look at yet is chosen for it. */
export function snapshot(slack: SlackWorkspace, carrier: Carrier, looking: Looking) {
  const people = slack.users().filter((user) => user.kind !== 'app' && !user.isDeleted)
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
      messages: channel ? messagesOf(slack, channel.id) : [],
      ephemerals: ephemeralsOf(slack, member?.id, channel?.id),
      views: member ? slack.openViews(member.id) : [],
      ...slack.menus,
      home: member ? slack.homeView(member.id) : undefined,
    },
    carrier: {
      numbers: carrier.numbers().map(({ number }) => ({ number })),
      phones: phones.map(({ number, name, kind }) => ({ number, name, kind })),
      texts: phone ? textsOf(phone) : [],
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
      name: kind === 'im' ? 'Direct message' : name,
      kind,
      isArchived,
      members,
    }))
}

function messagesOf(slack: SlackWorkspace, channel: string) {
  const all = slack.messages(channel)
  return all.slice(-mostShown).map((message) => ({ ...message, channel, reply_count: replyCount(all, message) }))
}

function replyCount(all: readonly SlackMessage[], root: SlackMessage): number {
  if (root.thread_ts !== root.ts) return 0
  return all.filter(({ thread_ts, ts }) => thread_ts === root.ts && ts !== root.ts).length
}

function ephemeralsOf(slack: SlackWorkspace, member: string | undefined, channel: string | undefined) {
  if (member === undefined) return []
  const seen = slack.ephemerals(member).filter((ephemeral) => ephemeral.channel === channel)
  return seen.map((message) => ({ ...message, isEphemeral: true, user: undefined, username: 'App' }))
}

function textsOf(phone: Phone) {
  const received = phone.inbox.map((text, index) => ({ ...text, direction: 'in', key: `in${index}` }))
  const sent = phone.outbox.map((text, index) => ({ ...text, direction: 'out', key: `out${index}` }))
  return [...received, ...sent].sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-mostShown)
}

import type { Clock } from '@threadline/core'
import type { StateRecord } from './record.js'
import type {
  SlackCall,
  SlackChange,
  SlackChannel,
  SlackEphemeral,
  SlackFile,
  SlackMessage,
  SlackUser,
  SlackUsergroup,
} from './types.js'

/** All the workspace knows. Everything in it is replaced, never changed in place. */
export interface SlackState {
  user(id: string): SlackUser | undefined
  users(): readonly SlackUser[]
  putUser(user: SlackUser): void

  usergroups(): readonly SlackUsergroup[]
  putUsergroup(group: SlackUsergroup): void

  channel(id: string): SlackChannel | undefined
  /** The one with this name, archived and private ones included: all of them hold their name. */
  channelNamed(name: string): SlackChannel | undefined
  channels(): readonly SlackChannel[]
  putChannel(channel: SlackChannel): void
  /** Forgets a channel and its messages. */
  removeChannel(id: string): void

  message(channelId: string, ts: string): SlackMessage | undefined
  /** Every message of the channel, replies included, oldest first. */
  messages(channelId: string): readonly SlackMessage[]
  putMessage(channelId: string, message: SlackMessage): void
  removeMessage(channelId: string, ts: string): void
  file(id: string): SlackFile | undefined
  /** The bytes of a file. `undefined` for one that was only described. */
  fileContent(id: string): Uint8Array | undefined
  putFile(file: SlackFile, content?: Uint8Array): void
  /** A timestamp that no message of this channel has. Two channels may well give the same one, as in Slack. */
  nextTs(channelId: string): string

  readonly ephemerals: readonly SlackEphemeral[]
  putEphemeral(ephemeral: SlackEphemeral): void
  removeEphemeral(ts: string): void
  readonly calls: readonly SlackCall[]
  logCall(call: SlackCall): void

  /** All of it but the calls. */
  record(): StateRecord
  changed(change: SlackChange): void
  onChange(listener: (change: SlackChange) => void): () => void
}

/** Makes an empty workspace, or one that goes on from a record. */
export function createState(clock: Clock, record?: StateRecord): SlackState {
  const users = byId(record?.users)
  const usergroups = byId(record?.usergroups)
  const channels = byId(record?.channels)
  const messages = new Map([...(record?.messages ?? [])].map(([channel, said]) => [channel, byTs(said)]))
  const files = byId(record?.files)
  const contents = new Map(record?.contents)
  const lastMicros = new Map(record?.lastMicros)
  const listeners = new Set<(change: SlackChange) => void>()
  const calls: SlackCall[] = []
  let ephemerals = record?.ephemerals ?? []

  const changed = (change: SlackChange): void => {
    for (const listener of listeners) listener(change)
  }
  const messagesOf = (channelId: string): Map<string, SlackMessage> => {
    const existing = messages.get(channelId)
    if (existing) return existing
    const empty = new Map<string, SlackMessage>()
    messages.set(channelId, empty)
    return empty
  }

  return {
    user: (id) => users.get(id),
    users: () => [...users.values()],
    putUser(user) {
      users.set(user.id, user)
      changed({ type: 'user' })
    },
    usergroups: () => [...usergroups.values()],
    putUsergroup(group) {
      usergroups.set(group.id, group)
      changed({ type: 'user' })
    },
    channel: (id) => channels.get(id),
    channelNamed: (name) => [...channels.values()].find((channel) => channel.kind !== 'im' && channel.name === name),
    channels: () => [...channels.values()],
    putChannel(channel) {
      channels.set(channel.id, channel)
      changed({ type: 'channel', channel: channel.id })
    },
    removeChannel(id) {
      channels.delete(id)
      messages.delete(id)
      changed({ type: 'channel', channel: id })
    },
    message: (channelId, ts) => messages.get(channelId)?.get(ts),
    messages: (channelId) => [...(messages.get(channelId)?.values() ?? [])],
    putMessage(channelId, message) {
      messagesOf(channelId).set(message.ts, message)
      changed({ type: 'message', channel: channelId })
    },
    removeMessage(channelId, ts) {
      messagesOf(channelId).delete(ts)
      changed({ type: 'message', channel: channelId })
    },
    file: (id) => files.get(id),
    fileContent: (id) => contents.get(id),
    putFile(file, content) {
      files.set(file.id, file)
      if (content) contents.set(file.id, content)
      changed({ type: 'file' })
    },
    nextTs(channelId) {
      const micros = Math.max(clock.now().getTime() * 1000, (lastMicros.get(channelId) ?? 0) + 1)
      lastMicros.set(channelId, micros)
      return tsOf(micros)
    },
    get ephemerals() {
      return ephemerals
    },
    putEphemeral(ephemeral) {
      ephemerals = [...ephemerals, ephemeral]
      changed({ type: 'ephemeral', channel: ephemeral.channel })
    },
    removeEphemeral(ts) {
      ephemerals = ephemerals.filter((ephemeral) => ephemeral.ts !== ts)
      changed({ type: 'ephemeral' })
    },
    calls,
    logCall(call) {
      calls.push(call)
      changed({ type: 'call' })
    },
    record: () => ({
      users: [...users.values()],
      usergroups: [...usergroups.values()],
      channels: [...channels.values()],
      messages: new Map([...messages].map(([channel, said]) => [channel, [...said.values()]])),
      files: [...files.values()],
      contents,
      ephemerals,
      lastMicros,
    }),
    changed,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function byId<Thing extends { readonly id: string }>(things: readonly Thing[] = []): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

function byTs(messages: readonly SlackMessage[]): Map<string, SlackMessage> {
  return new Map(messages.map((message) => [message.ts, message]))
}

function tsOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000)
  return `${seconds}.${String(micros % 1_000_000).padStart(6, '0')}`
}

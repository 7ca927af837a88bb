import type { Preferences } from '../preferences.js'
import type { SlackChannel, SlackEphemeral, SlackFile, SlackMessage, SlackUser, SlackUsergroup } from './types.js'

/** Everything that was said and set up, as of one moment. */
export interface StateRecord {
  readonly users: readonly SlackUser[]
  readonly usergroups: readonly SlackUsergroup[]
  readonly channels: readonly SlackChannel[]
  /** By the channel's id, oldest first. */
  readonly messages: ReadonlyMap<string, readonly SlackMessage[]>
  readonly files: readonly SlackFile[]
  /** Bytes of files, by their ids. */
  readonly contents: ReadonlyMap<string, Uint8Array>
  readonly ephemerals: readonly SlackEphemeral[]
  /** The last timestamp each channel has given, in microseconds. */
  readonly lastMicros: ReadonlyMap<string, number>
}

/** An event that the app has not acknowledged yet. */
export interface WaitingEvent {
  readonly name: string
  readonly orderKey: string
  readonly envelope: Readonly<Record<string, unknown>>
}

/** A workspace as it can be put away and gone on with. */
export interface SlackRecord {
  readonly state: StateRecord
  readonly preferences: Preferences
  /** Sent again when the workspace goes on. */
  readonly waiting: readonly WaitingEvent[]
}

/** Any object of JSON. Blocks and views are kept the way they were sent. */
export type Json = Readonly<Record<string, unknown>>

/** Somebody in the workspace. */
export interface SlackUser {
  readonly id: string
  readonly name: string
  /**
   * A `guest` is restricted, a `single-channel-guest` ultra-restricted; `external` belongs to another organisation
   * (Slack Connect), `app` is the bot user.
   */
  readonly kind: 'full' | 'guest' | 'single-channel-guest' | 'external' | 'app'
  readonly isDeleted: boolean
  readonly isAdmin?: boolean
  /** An owner is an admin too. */
  readonly isOwner?: boolean
  /** As `America/New_York`. Absent: UTC. */
  readonly timeZone?: string
}

/** A group of people that can be mentioned together. */
export interface SlackUsergroup {
  readonly id: string
  /** What it is mentioned by, without `@`. */
  readonly handle: string
  readonly name: string
  readonly createdAt: Date
  readonly members: readonly string[]
}

/** A channel, or a direct message with the app. */
export interface SlackChannel {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly isArchived: boolean
  readonly createdAt: Date
  readonly creator: string
  readonly topic: string
  /** The description. */
  readonly purpose: string
  /** Names it had before, the latest first. */
  readonly previousNames: readonly string[]
  /** Connected with another company's workspace (Slack Connect). */
  readonly isShared: boolean
  readonly members: readonly string[]
}

export interface SlackReaction {
  readonly name: string
  readonly users: readonly string[]
  readonly count: number
}

/** A message that shares a file. */
export interface FileShare {
  readonly channel: string
  readonly ts: string
  readonly threadTs?: string
}

export interface SlackFile {
  readonly id: string
  readonly name: string
  readonly title: string
  /** Empty while Slack has not looked into it yet. */
  readonly mimetype: string
  /** Bytes. */
  readonly size: number
  /** Who uploaded it. */
  readonly user: string
  readonly createdAt: Date
  readonly altText?: string
  readonly shares: readonly FileShare[]
  /** Given to the app in a form. */
  readonly isForApp?: boolean
  readonly isDeleted: boolean
}

export interface SlackMetadata {
  readonly event_type: string
  readonly event_payload: Json
}

/** A message as it is kept, with the field names Slack gives it. */
export interface SlackMessage {
  readonly type: 'message'
  readonly subtype?: string
  readonly ts: string
  readonly text: string
  readonly user?: string
  readonly team?: string
  /** Team of an author from another organisation. */
  readonly user_team?: string
  readonly source_team?: string
  readonly bot_id?: string
  readonly app_id?: string
  readonly bot_profile?: Json
  readonly username?: string
  readonly icons?: Json
  readonly client_msg_id?: string
  readonly blocks?: readonly Json[]
  readonly attachments?: readonly Json[]
  readonly files?: readonly SlackFile[]
  readonly metadata?: SlackMetadata
  readonly edited?: { readonly user: string; readonly ts: string }
  readonly reactions?: readonly SlackReaction[]
  /** Root of the thread. Also on the root itself, once it has had a reply. */
  readonly thread_ts?: string
  readonly parent_user_id?: string
  readonly topic?: string
  readonly purpose?: string
  readonly name?: string
  readonly old_name?: string
  readonly inviter?: string
}

/** A message only one person sees, until they reload. */
export interface SlackEphemeral {
  readonly ts: string
  readonly channel: string
  readonly user: string
  readonly text: string
  readonly blocks?: readonly Json[]
  readonly thread_ts?: string
}

/** One call to the Web API, for the log. */
export interface SlackCall {
  readonly method: string
  /** What was sent, without the token. */
  readonly args: Json
  readonly ok: boolean
  readonly error?: string
  readonly at: Date
  /** The trace that the caller said it belongs to. */
  readonly traceId?: string
}

/** What just changed, for a page that follows along. */
export interface SlackChange {
  readonly type: 'user' | 'channel' | 'message' | 'ephemeral' | 'view' | 'file' | 'event' | 'call' | 'socket'
  readonly channel?: string
}

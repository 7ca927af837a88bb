import type { ConversationStatus } from './conversation-status.js'
import type { Sender } from './line.js'
import type { SendMode } from './send-mode.js'

export type { ConversationStatus } from './conversation-status.js'

/** A message in the chat platform. `channelId` and `messageId` are opaque to core. */
export interface PostRef {
  readonly channelId: string
  readonly messageId: string
}

/** Where a conversation lives in chat. A thread has no `root` until its first post is done. */
export interface ThreadPlace {
  readonly type: 'thread'
  /** The channel of the thread: an id, or a name with `#` until the first post is done. */
  readonly channel: string
  readonly root?: PostRef
  /** A channel of its own is being made. */
  readonly opening?: OpeningChannel
}

/** What is known of a channel that is being made. */
export interface OpeningChannel {
  /** The name it is to have: decided before it is asked for, so that it can be looked for by it. */
  readonly name: string
  /** Who asked for it, and is to be invited. */
  readonly memberIds: readonly string[]
  readonly isPrivate: boolean
  /** How many names were taken. */
  readonly namesTaken: number
  /** The contact's name makes no name of a channel, so the number stands alone. */
  readonly isNumberOnly?: boolean
  /** Id of the channel, once there is one. */
  readonly channel?: string
}

/** A channel of its own. Threads inside are internal. */
export interface DirectPlace {
  readonly type: 'direct'
  /** Channel id. */
  readonly channel: string
  readonly isPrivate: boolean
  /** Which of what is written there is texted. @defaultValue `reply-all` */
  readonly mode?: SendMode
  /** Another organisation reads along. */
  readonly isShared?: boolean
  /** Where the conversation was before, and goes back to. */
  readonly thread: ThreadPlace
}

export type Place = ThreadPlace | DirectPlace

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** What the notification rule remembers of a conversation. */
export interface NotificationState {
  /** Last inbound text or team reply. */
  readonly lastActivityAt?: Date
  /** The inbound text that waits for an answer, and since when; absent once answered or hidden. */
  readonly waiting?: { readonly messageId: string; readonly since: Date }
  /** When the armed timer fires. */
  readonly dueAt?: Date
  /** The live card, if there is one. */
  readonly card?: PostRef
}

/** A contact on a line: one for ever. */
export interface Conversation {
  readonly id: string
  readonly contactId: string
  readonly lineId: string
  readonly place: Place
  readonly notification: NotificationState
  readonly status: ConversationStatus
  /** Member who looks after it, and who is notified. */
  readonly assigneeId?: string
  readonly tags: readonly string[]
  readonly priority?: Priority
  readonly subject?: string
  /** Words of the team about it. Never texted. */
  readonly note?: string
  /** The sender the contact knows: what their last text came to, or the first of ours left from. */
  readonly sender?: Sender
  readonly lastInboundAt?: Date
  readonly lastOutboundAt?: Date
  /** Since when there are texts of broadcasts in it that are not shown in chat, until somebody speaks in it. */
  readonly unshownSince?: Date
  readonly createdAt: Date
}

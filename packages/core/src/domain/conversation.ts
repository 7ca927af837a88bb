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
}

export type Place = ThreadPlace

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
  readonly createdAt: Date
}

import type { PostRef } from './conversation.js'
import type { ConsentState } from './contact.js'
import type { ListProblems } from './contact-list/read-list.js'
import type { Reply, WrittenChange } from './reply.js'
import type { StateWish } from './state-wish.js'
import type { SenderRefusal } from './sender.js'

/** Something to be done outside, decided and stored together with the state it follows from. Plain JSON. */
export type Effect =
  /** Shows a text in its conversation; as the root when the conversation has none yet. */
  | { readonly type: 'post-message'; readonly messageId: string }
  /**
   * Brings a file that came with a text into its conversation, or one that goes along with a text of ours. `index` is its place
   * among the text's media, or its files.
   */
  | { readonly type: 'post-file'; readonly messageId: string; readonly index: number; readonly isOurs?: true }
  /** Posts the notification card of a conversation. */
  | { readonly type: 'post-card'; readonly conversationId: string }
  /** Says under a text why it did not arrive. */
  | { readonly type: 'post-failure'; readonly messageId: string }
  /** Asks a person what to do about a text of unknown outcome. */
  | { readonly type: 'post-unsure'; readonly messageId: string }
  /** Shows a scheduled text in its conversation, with what can be done about it. */
  | { readonly type: 'post-scheduled'; readonly messageId: string }
  /** Makes that post show how the text stands by now; it goes once the text has left. */
  | { readonly type: 'update-scheduled'; readonly messageId: string }
  /** Asks whether what somebody typed is to be sent. */
  | { readonly type: 'post-ask'; readonly messageId: string }
  /** Says what a contact's words did to consent, or asks. */
  | {
      readonly type: 'post-consent'
      readonly conversationId: string
      readonly state: ConsentState
      readonly text: string
    }
  /** Says something in a conversation; in its thread wherever the conversation lives, or in a channel it had or has. */
  | {
      readonly type: 'post-notice'
      readonly conversationId: string
      readonly text: string
      readonly where?: 'thread' | { readonly channel: string }
      /** Where the conversation goes on. */
      readonly linksTo?: 'thread' | { readonly channel: string }
      /** The member it is about, who is named in front of the text. */
      readonly memberId?: string
    }
  /** Makes a channel for a conversation, once. */
  | { readonly type: 'open-channel'; readonly conversationId: string }
  /** Posts the head of a new channel, upon which the conversation lives there. */
  | { readonly type: 'post-channel-head'; readonly conversationId: string }
  | { readonly type: 'set-topic'; readonly conversationId: string; readonly channel: string }
  | {
      readonly type: 'invite'
      readonly conversationId: string
      readonly channel: string
      readonly memberIds: readonly string[]
    }
  | { readonly type: 'archive-channel'; readonly conversationId: string; readonly channel: string }
  /** Tells an admin of something that only they can set right. */
  | {
      readonly type: 'post-alert'
      /** The member whom it is told in a direct message. */
      readonly directTo?: string
      /** The channel in which it is said else, or when they cannot be reached. */
      readonly channel: string
      readonly title: string
      readonly text: string
      /** Members who are notified of it there. */
      readonly memberIds?: readonly string[]
      /** Where it was noticed. */
      readonly conversationId?: string
    }
  | { readonly type: 'post-dashboard'; readonly channel: string; readonly thread?: PostRef }
  /** Tells one member something only they see. Lost rather than said twice. */
  | {
      readonly type: 'whisper'
      readonly channel: string
      readonly thread?: PostRef
      readonly memberId: string
      readonly text: string
      /** Conversation to link to. */
      readonly conversationId?: string
      /** The member it is about, who is named in front of the text. */
      readonly aboutId?: string
    }
  /** Makes the head of a conversation's thread show how it stands by now. */
  | { readonly type: 'update-head'; readonly conversationId: string }
  /** Does what a member asked for by a word or a reaction, once it is known that they may. */
  | {
      readonly type: 'change-state'
      readonly conversationId: string
      readonly memberId: string
      readonly wish: StateWish
      /** The message with the word; whoever wrote it is told that it was not texted. */
      readonly writtenAs?: { readonly post: PostRef; readonly thread?: PostRef }
    }
  /** Makes the live card of a conversation show who looks after it by now. */
  | { readonly type: 'update-card'; readonly conversationId: string }
  /** The end of the quiet after which a conversation is closed. */
  | { readonly type: 'auto-close'; readonly conversationId: string }
  /** Leads a reply to its conversation, once the root it answers is recorded. */
  | { readonly type: 'route-reply'; readonly reply: Reply }
  /** Changes or cancels the text of a reply, behind it. */
  | { readonly type: 'change-text'; readonly change: WrittenChange }
  /** Draws the home page of a member as everything is by now. */
  | { readonly type: 'publish-home'; readonly memberId: string }
  | { readonly type: 'remove-post'; readonly post: PostRef }
  /** Makes the mark on a message show its status. */
  | { readonly type: 'mark'; readonly messageId: string }
  /** Finds out whether the author of a text may send it; stands in front of its `send-text`. */
  | { readonly type: 'check-author'; readonly messageId: string }
  /** Finds out what the files of a text are by now; likewise, for all texts that it goes out as. */
  | { readonly type: 'check-files'; readonly messageId: string }
  | {
      readonly type: 'send-text'
      readonly messageId: string
      /** Senders that have refused it for good, so that it goes by another one. */
      readonly refusals?: readonly SenderRefusal[]
    }
  /** Finds out what became of a text of unknown outcome. */
  | { readonly type: 'settle-text'; readonly messageId: string }
  /** The time of a scheduled text. */
  | { readonly type: 'fire-text'; readonly messageId: string }
  /** Texts the next one on the list of a broadcast. `run`: the time that the broadcast was set going. */
  | { readonly type: 'run-broadcast'; readonly broadcastId: string; readonly run: number }
  /** Reads a list that was put into the form of a broadcast as a file. `formId`: the window that waits for it. */
  | {
      readonly type: 'read-list'
      readonly broadcastId: string
      readonly fileId: string
      readonly formId: string
      readonly memberId: string
    }
  /** Shows in that window what the broadcast would do, or why the list cannot be read. */
  | ({
      readonly type: 'show-preview'
      readonly broadcastId: string
      readonly formId: string
      readonly memberId: string
      readonly problem?: string
    } & ListProblems)
  /** Makes the post of a broadcast show how it goes by now. */
  | { readonly type: 'show-broadcast'; readonly broadcastId: string }
  /** The notification timer of a conversation. */
  | { readonly type: 'notify'; readonly conversationId: string }

/**
 * A line of effects that are performed one at a time, in order. Each conversation has one towards chat and one
 * towards the carrier, so that an outage of one side does not hold up the other; and lanes of their own for files,
 * marks, cards and its head, so that nothing slow or ornamental ever holds up a text.
 */
export type Lane =
  `${'place' | 'chat' | 'file' | 'sms' | 'mark' | 'card' | 'head' | 'timer' | 'idle' | 'settle' | 'thread' | 'channel' | 'home' | 'alert' | 'broadcast' | 'progress'}:${string}`

/** Where something is posted: at the top of a channel, or in a thread. */
export interface EffectTarget {
  readonly channel: string
  readonly thread?: PostRef
}

/** `unknown`: the call was made and nobody knows how it ended. `dead`: refused for good, kept for a person to see. */
export type OutboxState = 'pending' | 'started' | 'unknown' | 'dead'

/** An effect in the outbox. Done ones are removed. */
export interface OutboxEntry {
  readonly id: string
  readonly lane: Lane
  /** A pending entry with the same key in the same lane is replaced instead of followed: see {@link Outbox.add}. */
  readonly key?: string
  readonly effect: Effect
  /** Where the call that began is posting: what is looked for is looked for there, wherever the conversation is now. */
  readonly target?: EffectTarget
  readonly state: OutboxState
  /** Not before this time. */
  readonly dueAt: Date
  /** Calls made so far. */
  readonly attempts: number
  readonly createdAt: Date
  /** When it may go, by permits of a limit that it has taken already. */
  readonly permitAt?: Date
  /** When the call whose outcome is open began. */
  readonly startedAt?: Date
  /** Until when whoever started it may be taken to be alive. */
  readonly leaseUntil?: Date
  /** Category and code of the last failure. */
  readonly lastFailure?: string
}

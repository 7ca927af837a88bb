import type { PostRef } from './conversation.js'
import type { TextFailure } from './failure.js'
import type { Sender } from './line.js'

/** Where an outbound text stands. `received` is the only status of an inbound one. */
export type MessageStatus =
  | 'scheduled'
  | 'queued'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received'

/** Who wrote a message. `host` is the program that embeds Threadline. */
export type MessageAuthor =
  | { readonly type: 'contact' }
  | { readonly type: 'member'; readonly id: string }
  | { readonly type: 'host' }
  /** A rule of the desk, such as an after-hours reply. */
  | { readonly type: 'automation'; readonly rule: string }

/** A picture or file that came with a text. The URL may need the provider's credentials and may expire. */
export interface Media {
  readonly url: string
  readonly contentType: string
}

/** A file at the chat platform, or one that has a public address. `id` is opaque to core. */
export interface ChatFile {
  readonly id: string
  readonly name: string
  readonly contentType: string
  /** Size in bytes; 0 with a `url` where nobody has said. */
  readonly bytes: number
  /** Where its provider fetches it, https. Absent: it is at the chat platform, and goes through here. */
  readonly url?: string
  /** The platform has not told yet what it is: that is asked for before it leaves. */
  readonly isUntold?: boolean
  /** It is not sent along: a link to it stands in the text. */
  readonly isLinked?: boolean
}

/** A file of somebody's message in chat, as far as the platform tells. */
export interface WrittenFile extends ChatFile {
  /** Why it can never be texted. */
  readonly problem?: FileProblem
}

/**
 * `elsewhere`: it is a link to another service, with no bytes at the platform. `no-file`: a page of the platform's own, such
 * as a canvas. `unreadable`: the platform does not say what it is.
 */
export type FileProblem = 'elsewhere' | 'no-file' | 'unreadable'

/** Whether the author of an outbound message has been shown to be a full member of the workspace. */
export type AuthorCheck = 'needed' | 'passed'

/** One text, in either direction. */
export interface Message {
  readonly id: string
  readonly conversationId: string
  readonly direction: 'inbound' | 'outbound'
  readonly author: MessageAuthor
  readonly text: string
  readonly media: readonly Media[]
  readonly status: MessageStatus
  /** When this row was made. */
  readonly createdAt: Date
  /** When its text and media were taken out, for good. What became of it stays. */
  readonly blankedAt?: Date
  /** Files of a teammate's message that go along. Outbound only. */
  readonly files?: readonly ChatFile[]
  /** When it is to leave. Outbound only, and only when it was scheduled. */
  readonly scheduledFor?: Date
  /** Why a scheduled text did not leave at its time, in a sentence; a person decides then. */
  readonly heldBecause?: string
  /** The sender it was handed over by, once the call has begun. */
  readonly sender?: Sender
  /** Who may have sent it is settled before it leaves. Outbound only. */
  readonly authorCheck?: AuthorCheck
  /** When the call that handed it to a provider began. */
  readonly startedAt?: Date
  /** Parts that it was handed over as. */
  readonly segments?: number
  /** Since when the contact had waited for this answer of a person. */
  readonly waitingSince?: Date
  /** When its provider is asked what became of it, while no receipt says how it ended. */
  readonly checkAt?: Date
  /** Provider that carried it. */
  readonly provider?: string
  /** The vendor's id. */
  readonly externalId?: string
  /** The vendor's own status word, stored beside ours. */
  readonly rawStatus?: string
  readonly failure?: TextFailure
  /** Where it stands in chat: a person's own message, or our post of it. */
  readonly post?: PostRef
  /** The status the mark on `post` shows now. */
  readonly markedAs?: MessageStatus
  /** Our post that asks what to do about it: while it is scheduled, or when its outcome is unknown. */
  readonly question?: PostRef
  /** What a person decided about an unknown outcome, or a failure; `left` also of what came from somebody who is blocked. */
  readonly resolution?: 'resent' | 'left'
  /** The broadcast it is a part of: it is shown in its conversation only once somebody speaks there. */
  readonly broadcastId?: string
  /** Of a text that was too long for one message, the first: ids of all the messages it went out as, its own included. */
  readonly parts?: readonly string[]
  /** Of a text that was too long for one message, the others: id of the first. */
  readonly partOf?: string
}

/** Whether what becomes of a text is told in its conversation: one of a broadcast is told of once it is shown there. */
export const isShown = ({ broadcastId, post }: Message): boolean => broadcastId === undefined || post !== undefined

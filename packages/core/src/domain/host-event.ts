import type { Broadcast } from './broadcast.js'
import type { ConsentEvidence, Contact } from './contact.js'
import type { ContactRowResult } from './contact-row.js'
import type { Conversation } from './conversation.js'
import type { Message, MessageAuthor } from './message.js'

/** What the host can listen to with `threadline.on(name, listener)`. Emitted after the commit, in this process only. */
export interface HostEvents {
  'conversation.created': (event: { readonly workspaceId: string; readonly conversation: Conversation }) => void
  /** It stands otherwise than before: status, assignee, tags, subject, priority, note or place. */
  'conversation.changed': (event: {
    readonly workspaceId: string
    readonly conversation: Conversation
    readonly before: Conversation
    /** Who changed it; `contact` when a text of theirs did. */
    readonly by: MessageAuthor
  }) => void
  'message.received': (event: MessageEvent) => void
  'message.queued': (event: MessageEvent) => void
  /** A text waits for its time; also when its time, its words or the reason why it is held have changed. */
  'message.scheduled': (event: MessageEvent) => void
  /** A status moved; `message.status` is the new one. */
  'message.status': (event: MessageEvent) => void
  /** Somebody typed something that is asked about before it is sent: see `texts.decide`. Also when they have changed it. */
  'message.asked': (event: MessageEvent) => void
  /** What became of a text was decided, `message.resolution` is how: it was sent (again), or left as it is. */
  'message.decided': (event: MessageEvent) => void
  /** A text that has not left reads otherwise now, because its author has edited what they typed. */
  'message.reworded': (event: MessageEvent) => void
  /** Somebody has answered a notification by hiding it: nobody is reminded of what the contact wrote. */
  'notification.hidden': (event: {
    readonly workspaceId: string
    readonly conversation: Conversation
    readonly by: MessageAuthor
  }) => void
  'consent.changed': (event: {
    readonly workspaceId: string
    readonly contact: Contact
    readonly evidence: ConsentEvidence
  }) => void
  /** A contact was added, or their name, number, zone, note, privacy, block or merge is otherwise than before. */
  'contact.changed': (event: {
    readonly workspaceId: string
    readonly contact: Contact
    /** Absent for one that is new. */
    readonly before?: Contact
    readonly by: MessageAuthor
  }) => void
  /** A list of contacts was taken in, to its end. Each contact it added or changed is told of as well. */
  'contacts.imported': (
    event: { readonly workspaceId: string } & Readonly<Record<ContactRowResult['type'], number>>,
  ) => void
  /** A contact was erased: time to erase what the host keeps of them. */
  'contact.erased': (event: { readonly workspaceId: string; readonly contactId: string }) => void
  /** Somebody has changed settings from chat, or the host's own code has. */
  'settings.changed': (event: { readonly workspaceId: string }) => void
  /** A broadcast was made, started, paused, canceled, or has come to the end of its list. */
  'broadcast.changed': (event: { readonly workspaceId: string; readonly broadcast: Broadcast }) => void
  /** The admin was told in chat of something that only they can set right: once per cause in a day, or when asked. */
  'admin.alerted': (event: { readonly workspaceId: string; readonly title: string; readonly text: string }) => void
  /** An effect was refused for good, or waits for an admin to mend something. */
  'effect.refused': (event: RefusedEffect) => void
}

export interface MessageEvent {
  readonly workspaceId: string
  readonly message: Message
  readonly conversation: Conversation
}

export interface RefusedEffect {
  readonly workspaceId: string
  readonly effect: string
  readonly category: string
  readonly code?: string
  readonly detail?: string
  readonly isRetried: boolean
}

/** One emitted event: its name and what listeners are given. */
export type HostEvent = {
  [Name in keyof HostEvents]: { readonly name: Name; readonly event: Parameters<HostEvents[Name]>[0] }
}[keyof HostEvents]

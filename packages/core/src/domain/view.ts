import type { ConsentState } from './contact.js'
import type { ConversationStatus, PostRef, Priority } from './conversation.js'
import type { ButtonView, MenuEntry, PanelItem } from './form.js'
import type { Media } from './message.js'

/** A contact as people see it. Names and texts come from outside: an adapter must show them as the characters they are. */
export interface ContactView {
  readonly name?: string
  /** The number the way people read it, such as `+1 415 555 0123`. */
  readonly address: string
}

/** One text as it is shown in chat. */
export interface TextView {
  readonly direction: 'inbound' | 'outbound'
  readonly text: string
  readonly media: readonly Media[]
  /** Member who wrote an outbound text; absent when the host's own code did. */
  readonly memberId?: string
  /** It has not left yet. */
  readonly isScheduled?: boolean
}

/** What can be posted in chat. Plain data from the domain; an adapter draws it its own way. */
export type PostView =
  | RootView
  | MessageView
  | NotificationView
  | DashboardView
  | FailureView
  | UnsureView
  | ConsentView
  | AskView
  | NoticeView
  | AlertView
  | PanelView

/** The head of a conversation's thread, with its first text. Redrawn whenever what it shows has changed. */
export interface RootView {
  readonly type: 'root'
  readonly contact: ContactView
  readonly lineName: string
  readonly message: TextView
  readonly head: HeadView
}

/** How a conversation stands, and what can be done with it. Tags and subject are words of the team. */
export interface HeadView {
  readonly status: ConversationStatus
  /** Member who looks after it. */
  readonly assigneeId?: string
  readonly tags: readonly string[]
  readonly subject?: string
  readonly priority?: Priority
  /** Absent while the contact can be texted. */
  readonly consent?: Exclude<ConsentState, 'open'>
  /** The team wants nothing from the contact shown and nothing sent. */
  readonly isBlocked: boolean
  /** Id of the channel the conversation has moved to. */
  readonly directChannel?: string
  readonly buttons: readonly ButtonView[]
  /** At most five. */
  readonly menu: readonly MenuEntry[]
}

/** A text inside its conversation. */
export interface MessageView {
  readonly type: 'message'
  readonly contact: ContactView
  readonly message: TextView
}

/** The card at the bottom of the shared channel: Reply, Assign, Hide. */
export interface NotificationView {
  readonly type: 'notification'
  readonly conversationId: string
  readonly contact: ContactView
  readonly lineName: string
  readonly message: TextView
  readonly waitingSince: Date
  /** Member who looks after it: the only one who is notified by name. */
  readonly assigneeId?: string
  /** What Reply opens. */
  readonly thread: PostRef
}

/** The dashboard: what can be done from anywhere, and which line answers where. */
export interface DashboardView {
  readonly type: 'dashboard'
  readonly buttons: readonly ButtonView[]
  readonly lines: readonly { readonly id: string; readonly name: string; readonly channel: string }[]
}

/** Under a text that did not arrive: why, and the next step. */
export interface FailureView {
  readonly type: 'failure'
  readonly contact: ContactView
  readonly text: string
  readonly reason: string
  readonly nextStep: string
  /** The next steps that take one click. */
  readonly buttons: readonly ButtonView[]
}

/** Under a text of which nobody knows whether it left: Resend, Leave. */
export interface UnsureView {
  readonly type: 'unsure'
  readonly messageId: string
  readonly contact: ContactView
  readonly text: string
}

/** Under something that somebody typed and that is not sent unasked: Send, Keep internal. */
export interface AskView {
  readonly type: 'ask'
  readonly messageId: string
  readonly contact: ContactView
  readonly text: string
  /** What should be known of it before it leaves, in a sentence. */
  readonly warning?: string
}

/** What a contact's words did to consent. `held` offers Confirm opt-out and Not an opt-out. */
export interface ConsentView {
  readonly type: 'consent'
  readonly conversationId: string
  readonly contact: ContactView
  readonly state: ConsentState
  readonly text: string
}

/** One or two sentences of our own, with something to open. */
export interface NoticeView {
  readonly type: 'notice'
  readonly text: string
  /** The member it is about, who is named in front of the text. */
  readonly memberId?: string
  readonly link?: NoticeLink
}

/** Something that an admin has to set right. */
export interface AlertView {
  readonly type: 'alert'
  readonly title: string
  readonly text: string
  /** Members who are notified of it by name. */
  readonly memberIds?: readonly string[]
  readonly link?: NoticeLink
}

/** A post or a channel to point at. */
export type NoticeLink =
  | { readonly label: string; readonly post: PostRef }
  | { readonly label: string; readonly channel: string }

/** Things to read and to click, such as a scheduled text. `summary` is for notifications. */
export interface PanelView {
  readonly type: 'panel'
  readonly summary: string
  readonly items: readonly PanelItem[]
}

/** The status emoji on a message: ✔️ sent, 📳 delivered, ❌ failed. */
export type Mark = 'sent' | 'delivered' | 'failed'

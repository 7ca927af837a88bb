import type { ActionName } from '../domain/action.js'
import type { PostRef } from '../domain/conversation.js'
import type { FormName, FormValues, SuggestionSource } from '../domain/form.js'
import type { WrittenFile } from '../domain/message.js'
import type { ReplyAuthor } from '../domain/reply.js'

/** What kind of chat message an event is about, as far as it matters for leaks. */
export type ChatMessageKind =
  /** A person wrote it, in a plain message. */
  | 'plain'
  /** A thread reply that was also sent to the channel. */
  | 'broadcast'
  /** Joins, topics and whatever else is not a person's plain message. */
  | 'other'

/** Who wrote a chat message, as far as the event itself tells. */
export type ChatAuthor = ReplyAuthor

interface ChatEventBase {
  readonly workspaceId: string
  /** Identities of which any one seen before makes this event a duplicate. */
  readonly identities: readonly [string, ...string[]]
}

/** A message in a channel. `text` is what the person meant, in plain characters. */
export interface ChatMessageEvent extends ChatEventBase {
  readonly type: 'message'
  readonly post: PostRef
  /** When it was written, by the platform's clock. */
  readonly sentAt: Date
  /** Root of the thread it is in; absent for a top-level message. */
  readonly thread?: PostRef
  /** The thread's root was posted by this app. */
  readonly isThreadOurs?: boolean
  readonly kind: ChatMessageKind
  readonly author: ChatAuthor
  /** Without a mention of the app itself. */
  readonly text: string
  readonly hasFiles: boolean
  /** Absent with files: the platform does not tell what they are, and nothing of the message leaves. */
  readonly files?: readonly WrittenFile[]
  /** The app itself is mentioned, so it speaks to the app. */
  readonly mentionsApp: boolean
}

/** Somebody changed what a message of theirs says. `text` is what it says now. */
export interface ChatEditEvent extends ChatEventBase {
  readonly type: 'edit'
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ChatAuthor
  readonly text: string
  readonly hasFiles: boolean
  /** Those that it has now. */
  readonly files?: readonly WrittenFile[]
  readonly mentionsApp: boolean
}

/** A message is gone. `author` is whose it was. */
export interface ChatDeletionEvent extends ChatEventBase {
  readonly type: 'deletion'
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ChatAuthor
}

/** Somebody asked for the dashboard. */
export interface ChatMentionEvent extends ChatEventBase {
  readonly type: 'mention'
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ChatAuthor
}

/** Somebody put an emoji on a message. */
export interface ChatReactionEvent extends ChatEventBase {
  readonly type: 'reaction'
  readonly post: PostRef
  /** Its characters, such as `👀`; skin tones do not matter. `:name:` when the workspace made it up. */
  readonly emoji: string
  readonly author: ChatAuthor
}

/** A button was clicked. `subject` is the id the view gave (of a conversation or a message). */
export interface ChatActionEvent extends ChatEventBase {
  readonly type: 'action'
  readonly action: ActionName
  readonly subject: string
  /** The post it stands in; absent in a form or on the home page. */
  readonly post?: PostRef
  /** The open form it stands in, for `FormPlace`. */
  readonly formId?: string
  /** What that form is filled in with by now. */
  readonly values?: FormValues
  readonly author: ChatAuthor
  /** For `ChatAdapter.openForm`; lives for seconds. */
  readonly trigger?: string
}

/** A form was submitted. */
export interface ChatFormEvent extends ChatEventBase {
  readonly type: 'form'
  readonly form: FormName
  /** What the form is about; empty when it was about nothing. */
  readonly subject: string
  /** The form itself, for `FormPlace`. */
  readonly formId?: string
  readonly values: FormValues
  /** What the fields for files hold. */
  readonly files?: readonly WrittenFile[]
  readonly author: ChatAuthor
}

/** A person types in a field that suggests. */
export interface ChatSuggestEvent extends ChatEventBase {
  readonly type: 'suggest'
  readonly source: SuggestionSource
  readonly query: string
  readonly author: ChatAuthor
}

/**
 * What can become of a channel. `left`: the app is no longer in it. `made-private`: only who is in it sees it. `shared`:
 * people of another organisation read along. `id-changed`: the same channel is known by `newChannelId` from now on.
 */
export type ChannelChange =
  | 'renamed'
  | 'archived'
  | 'unarchived'
  | 'deleted'
  | 'left'
  | 'made-private'
  | 'shared'
  | 'unshared'
  | 'id-changed'

/** Something became of a channel. */
export interface ChatChannelEvent extends ChatEventBase {
  readonly type: 'channel'
  readonly kind: ChannelChange
  readonly channelId: string
  readonly newChannelId?: string
}

/** Somebody opened the page that the app has for them. */
export interface ChatHomeEvent extends ChatEventBase {
  readonly type: 'home-opened'
  readonly author: ChatAuthor
}

/** Somebody typed the app's command, such as `/sms 4159436084 Hello`, in a channel that the app need not be in. */
export interface ChatCommandEvent extends ChatEventBase {
  readonly type: 'command'
  readonly channelId: string
  /** What they typed after the command, as they meant it; may be empty. */
  readonly text: string
  readonly author: ChatAuthor
  /** For `ChatAdapter.openForm`; lives for seconds. */
  readonly trigger?: string
}

/** A message that somebody wants to do something with. */
export interface ChosenMessage {
  readonly post: PostRef
  readonly thread?: PostRef
  /** As its writer meant it, whoever that is. */
  readonly text: string
  readonly hasFiles: boolean
}

/** Somebody chose the app's entry in a menu: in that of everything, or in that of a message. */
export interface ChatShortcutEvent extends ChatEventBase {
  readonly type: 'shortcut'
  /** Absent in the menu of everything. */
  readonly message?: ChosenMessage
  readonly author: ChatAuthor
  /** For `ChatAdapter.openForm`; lives for seconds. */
  readonly trigger: string
}

export type ChatEvent =
  | ChatMessageEvent
  | ChatEditEvent
  | ChatDeletionEvent
  | ChatMentionEvent
  | ChatReactionEvent
  | ChatActionEvent
  | ChatFormEvent
  | ChatSuggestEvent
  | ChatChannelEvent
  | ChatHomeEvent
  | ChatCommandEvent
  | ChatShortcutEvent

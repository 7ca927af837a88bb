import type { PostRef } from '../domain/conversation.js'
import type { ChatFailure, ChatFailureCategory } from '../domain/failure.js'
import type { FormErrors, FormView, PanelItem } from '../domain/form.js'
import type { Mark, PostView } from '../domain/view.js'
import type { RateLimit } from '../domain/rate-limit.js'
import type { ChatEvent } from './chat-events.js'
import type { ChatFiles } from './chat-files.js'
import type { Outcome } from './outcome.js'
import type { Received, WebhookRequest } from './webhook.js'

export type * from './chat-events.js'

export type ChatOutcome<Value> = Outcome<Value, ChatFailureCategory>

/** Where something is to be posted. */
export interface PostTarget {
  /**
   * Channel id, or a name with `#`. Where the adapter takes direct posts also `@` with the id of a member: what is between
   * them and the app alone.
   */
  readonly channel: string
  /** Root of the thread to post in; absent for the channel itself. */
  readonly thread?: PostRef
  /** Shown to this member only, and not kept by the platform. */
  readonly onlyFor?: string
}

/** One post. */
export interface ChatPost {
  /** Our own id of the post, carried along so that {@link ChatAdapter.find} can find it again. */
  readonly reference: string
  readonly target: PostTarget
  readonly view: PostView
}

/** One entry of a list of suggestions. */
export interface Suggestion {
  /** Our own words for what stands together, such as `Contacts`. */
  readonly group: string
  readonly label: string
  /** What the form's value will be. */
  readonly value: string
}

/** What a flow wants said in the response to the webhook itself. */
export type ChatAnswer =
  | { readonly type: 'form-errors'; readonly errors: FormErrors }
  /** After a submission, another form: in the place of the submitted one, or on top of it. */
  | { readonly type: 'form'; readonly form: FormView; readonly placement: 'instead' | 'on-top' }
  /** After a submission, none: the form goes, and so do those under it. */
  | { readonly type: 'close-all' }
  | { readonly type: 'suggestions'; readonly suggestions: readonly Suggestion[] }
  /** To a command: words of ours that only its author sees, and that the platform does not keep. */
  | { readonly type: 'whisper'; readonly text: string }

/** Where a form is to appear: in a window of its own, on top of the open one, or in the place of an open one. */
export type FormPlace =
  | { readonly type: 'new' | 'on-top'; readonly trigger: string }
  | { readonly type: 'instead'; readonly formId: string }

/** Somebody in the workspace. Only `full` members may text customers unless a setting says otherwise. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly kind: 'full' | 'guest' | 'external' | 'app' | 'deactivated'
  /** An admin or owner of the workspace, who may change settings. */
  readonly isAdmin?: boolean
}

/** Look-ups, cached by the adapter where nothing else is said. */
export interface ChatDirectory {
  member(workspaceId: string, memberId: string): Promise<ChatOutcome<Member>>
  /** The id of a channel given as an id or as a name with `#`. */
  channel(workspaceId: string, nameOrId: string): Promise<ChatOutcome<{ readonly id: string }>>
  /** Whether the app is in a channel. Not cached: somebody may just have invited it. */
  isIn(workspaceId: string, channelId: string): Promise<ChatOutcome<boolean>>
}

/** How often a platform takes calls, in a workspace. Core keeps to it over all processes; a kind that is absent has no limit. */
export interface ChatLimits {
  /** Posts in one channel. */
  readonly post?: RateLimit
  readonly mark?: RateLimit
  readonly remove?: RateLimit
  readonly update?: RateLimit
}

/** A channel to be made. */
export interface NewChannel {
  readonly name: string
  readonly isPrivate: boolean
}

/** A channel as it was made; the platform may have mended its name. */
export interface ChannelRef {
  readonly id: string
  readonly name: string
}

/** Somebody who could not be brought into a channel, and why. */
export interface NotInvited {
  readonly memberId: string
  readonly failure: ChatFailure
}

/** Channels made by the app, for conversations that get one of their own. */
export interface ChatChannels {
  /** Refused with `name-taken` or `invalid-name` when another name may do. `detail` says what an admin has to change. */
  create(workspaceId: string, channel: NewChannel): Promise<ChatOutcome<ChannelRef>>
  /**
   * Looks for a channel whose making ended unknown: of this name, made by the app since `startedAt`. `undefined` when it is
   * certainly not there.
   */
  find(workspaceId: string, channel: NewChannel, startedAt: Date): Promise<ChatOutcome<ChannelRef | undefined>>
  /** Brings members in; whoever is in already is. Done holds those who could not be brought in. */
  invite(
    workspaceId: string,
    channelId: string,
    memberIds: readonly string[],
  ): Promise<ChatOutcome<readonly NotInvited[]>>
  /** At most 250 characters. */
  setTopic(workspaceId: string, channelId: string, topic: string): Promise<ChatOutcome<undefined>>
  /** Done also when it was archived already. */
  archive(workspaceId: string, channelId: string): Promise<ChatOutcome<undefined>>
}

/** A chat platform. Implement it, then run the chat kit. Calls are made once: no retries inside. */
export interface ChatAdapter {
  /** Verifies and parses a webhook. Throws `ThreadlineError` with a `webhook.*` code when it must not be believed. */
  receive(request: WebhookRequest): Promise<Received<ChatEvent, ChatAnswer>>
  post(workspaceId: string, post: ChatPost): Promise<ChatOutcome<PostRef>>
  update(workspaceId: string, ref: PostRef, view: PostView): Promise<ChatOutcome<PostRef>>
  /** Done also when the post was already gone. */
  remove(workspaceId: string, ref: PostRef): Promise<ChatOutcome<undefined>>
  /** Puts a status mark on a message. Done also when it was already there. */
  mark(workspaceId: string, ref: PostRef, mark: Mark): Promise<ChatOutcome<undefined>>
  /** Reads back a post whose outcome is unknown: `done` when found, `refused` when it is certainly not there. */
  find(workspaceId: string, post: ChatPost, startedAt: Date): Promise<ChatOutcome<PostRef>>
  openForm(workspaceId: string, place: FormPlace, form: FormView): Promise<ChatOutcome<undefined>>
  /** Draws the page that the app has for one member. Where it is absent there is none. */
  publishHome?(workspaceId: string, memberId: string, items: readonly PanelItem[]): Promise<ChatOutcome<undefined>>
  /** Whether it posts to a member directly. Where it does not, what is for one member is said in a channel by name. */
  readonly takesDirectPosts?: boolean
  readonly directory: ChatDirectory
  readonly limits?: ChatLimits
  /** Where it is absent, every conversation stays in its thread. */
  readonly channels?: ChatChannels
  /** Where it is absent, texts are words only, and what came with one is named. */
  readonly files?: ChatFiles
}

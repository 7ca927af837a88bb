import type { PostRef } from './conversation.js'
import type { WrittenFile } from './message.js'

/** Who wrote a chat message, as far as the platform's event itself tells. */
export type ReplyAuthor =
  /** `name`: as the workspace knows them, where that was looked up. */
  | { readonly type: 'member'; readonly id: string; readonly name?: string }
  /** A bot, an app or a workflow, ourselves included. */
  | { readonly type: 'app' }
  /** Somebody of another organisation in a shared channel. */
  | { readonly type: 'external'; readonly id: string }

/** What somebody wrote in a thread. Plain JSON. */
export interface Reply {
  readonly post: PostRef
  readonly thread: PostRef
  readonly kind: 'plain' | 'broadcast' | 'other'
  readonly author: ReplyAuthor
  readonly text: string
  readonly hasFiles: boolean
  /** Absent where nobody can tell what they are. */
  readonly files?: readonly WrittenFile[]
  readonly mentionsApp: boolean
  /** The thread's root was posted by this app; absent when the platform does not tell. */
  readonly isThreadOurs?: boolean
  /** When it was written, in milliseconds since 1970. */
  readonly sentAtMs: number
}

/** What a message says after somebody has changed it. */
export interface WrittenEdit {
  readonly text: string
  readonly hasFiles: boolean
  readonly files?: readonly WrittenFile[]
  readonly mentionsApp: boolean
}

/** What somebody did to a message of theirs. Plain JSON. */
export interface WrittenChange {
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ReplyAuthor
  /** Absent when it was deleted. */
  readonly edit?: WrittenEdit
}

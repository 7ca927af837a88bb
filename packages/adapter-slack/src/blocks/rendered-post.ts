import type { KnownBlock } from '@slack/types'
import type { PostRef } from '@threadline/core'

/** A post as `chat.postMessage` takes it. Send it with `safePostOptions`. */
export interface RenderedPost {
  /** Shown in notifications and by screen readers; escaped, at most 3,900 characters. */
  readonly text: string
  readonly blocks: KnownBlock[]
  /** Whom the post is authored as (`chat:write.customize`); absent when the app speaks for itself. */
  readonly username?: string
  /** With colons, as `icon_emoji` takes it. */
  readonly iconEmoji?: string
}

/** What drawing needs to know beyond the view itself. */
export interface RenderContext {
  /** The name of a member of the workspace, when it is known. */
  memberName(id: string): string | undefined
  /** The link that opens a post, when it is known. */
  permalink(ref: PostRef): string | undefined
  /** The link that opens a channel, when it is known. */
  channelLink(id: string): string | undefined
  readonly now: Date
}

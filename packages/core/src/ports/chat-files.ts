import type { ContactView } from '../domain/view.js'
import type { EffectTarget } from '../domain/effect.js'
import type { ChatFailureCategory, TextFailureCategory } from '../domain/failure.js'
import type { WrittenFile } from '../domain/message.js'
import type { Outcome } from './outcome.js'
import type { MediaFile } from './sms-provider.js'

/** A file as it is looked for: by our own id, where it was to be shared. */
export interface SharedFile {
  /** Our own id of the file; part of its name at the platform, so that {@link ChatFiles.find} can find it again. */
  readonly reference: string
  readonly target: EffectTarget
}

/** A file to be shared. */
export interface FileToShare extends SharedFile {
  /** Who sent it; absent where the desk did. */
  readonly contact?: ContactView
  /** What people read, such as `picture.jpg`: plain characters, with the ending that goes with what it is. */
  readonly name: string
  readonly content: Uint8Array
}

/** The bytes of a file of somebody's message, on their way. */
export interface FileContent {
  readonly content: ReadableStream<Uint8Array>
  /** How many there will be, where the platform says so. */
  readonly bytes?: number
}

/** Files at the chat platform. */
export interface ChatFiles {
  /**
   * Uploads a file and shares it. Until the call that shares it has begun nothing has happened, so everything before that is
   * refused, never unknown.
   *
   * @param until - after this that call is not begun any more: whoever looks for the file must be able to believe its absence
   */
  share(workspaceId: string, file: FileToShare, until: Date): Promise<Outcome<undefined, ChatFailureCategory>>
  /** Looks for a file whose sharing ended unknown: `refused` with `message-missing` when it is certainly not there. */
  find(workspaceId: string, file: SharedFile, startedAt: Date): Promise<Outcome<undefined, ChatFailureCategory>>
  /** What a member's file is by now: `refused` when it is gone, or when the app may not see it. */
  info(workspaceId: string, fileId: string): Promise<Outcome<WrittenFile, ChatFailureCategory>>
  /**
   * Reads a member's file, from the platform's own hosts only. What turns out larger ends in an error of the stream.
   *
   * @param maxBytes - a larger file is refused
   */
  fetch(workspaceId: string, fileId: string, maxBytes: number): Promise<Outcome<FileContent, ChatFailureCategory>>
  /**
   * Reads a file from an address that the host's own code has given, to show it: from the open internet alone, whatever a
   * redirect says. Where it is absent, such a file is only named.
   *
   * @param maxBytes - a larger file is refused
   */
  fetchAddress?(url: string, maxBytes: number): Promise<Outcome<MediaFile, TextFailureCategory>>
}

/**
 * Why a text did not arrive, in the words Threadline uses for every provider.
 *
 * A provider maps its vendor's codes to these in its `status-map.ts`; an unknown code is `other`, never a guess.
 */
export type TextFailureCategory = (typeof textFailureCategories)[number]

const textFailureCategories = [
  'landline',
  'unreachable',
  'unknown-number',
  'invalid-number',
  'opted-out',
  'blocked',
  'sender-unregistered',
  'sender-invalid',
  'rate-limited',
  'region',
  'fraud-suspected',
  'too-long',
  'media',
  'account',
  'expired',
  'provider-down',
  'other',
] as const

/** Why a call to the chat platform was refused. */
export type ChatFailureCategory =
  | 'rate-limited'
  | 'place-missing'
  /** The app is not in the channel. */
  | 'not-in-place'
  | 'name-taken'
  | 'invalid-name'
  | 'thread-missing'
  | 'message-missing'
  | 'archived'
  | 'not-permitted'
  | 'missing-scope'
  | 'auth'
  | 'invalid-content'
  | 'trigger-expired'
  | 'platform-down'
  | 'other'

/** A failure as it is stored and shown: our category, and the vendor's own code beside it. */
export interface Failure<Category extends string = string> {
  readonly category: Category
  /** The vendor's code as it came (`30006`, `not_in_channel`). */
  readonly code?: string
  /** One sentence for the log and the admin. Never credentials, numbers or message text. */
  readonly detail?: string
}

export type TextFailure = Failure<TextFailureCategory>
export type ChatFailure = Failure<ChatFailureCategory>

/** Whether a failure is one of a text. */
export function isTextFailure(failure: Failure): failure is TextFailure {
  return textFailureCategories.some((category) => category === failure.category)
}

/** Whether a refusal says that a channel cannot be posted in any more, until somebody mends it. */
export function isPlaceGone({ category }: Failure): boolean {
  return category === 'archived' || category === 'place-missing' || category === 'not-in-place'
}

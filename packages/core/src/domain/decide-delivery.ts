/** What is known of a chat message when it must be decided whether a contact gets it. */
export interface DeliveryQuestion {
  /** Where it stands: in a conversation's thread, in the thread of something else, or at the top of a channel. */
  readonly position: 'conversation-thread' | 'other-thread' | 'channel'
  readonly kind: 'plain' | 'broadcast' | 'other'
  readonly author: 'member' | 'app' | 'external'
  readonly text: string
  readonly hasFiles: boolean
  readonly mentionsApp: boolean
}

/** Why a chat message stays inside. */
export type InternalReason =
  | 'not-in-a-conversation'
  | 'not-a-plain-message'
  | 'written-by-an-app'
  | 'written-by-an-outsider'
  | 'spoken-to-the-app'
  | 'note'
  | 'files'
  | 'empty'

export type DeliveryDecision =
  | { readonly type: 'deliver' }
  | {
      readonly type: 'internal'
      readonly reason: InternalReason
      /** The author could think that it went, so they are told that it did not. */
      readonly mustTellAuthor: boolean
    }

/**
 * Answers "does this chat message go to the contact, and why not". Everything stays inside unless it is a member's
 * plain message in the thread of a conversation. That the member is a full one is checked again before it leaves.
 */
export function decideDelivery(question: DeliveryQuestion): DeliveryDecision {
  if (question.position !== 'conversation-thread') return internal('not-in-a-conversation')
  if (question.kind === 'other') return internal('not-a-plain-message')
  if (question.author === 'app') return internal('written-by-an-app')
  if (question.author === 'external') return internal('written-by-an-outsider', true)
  if (isNote(question.text)) return internal('note')
  if (question.mentionsApp) return internal('spoken-to-the-app')
  if (question.hasFiles) return internal('files', true)
  if (question.text.trim() === '') return internal('empty')
  return { type: 'deliver' }
}

function internal(reason: InternalReason, mustTellAuthor = false): DeliveryDecision {
  return { type: 'internal', reason, mustTellAuthor }
}

/** A note is for the team: it begins with `//` or 🔒. */
export function isNote(text: string): boolean {
  return /^\s*(\/\/|🔒)/u.test(text)
}

/** What the author of an undelivered message is told. */
export function sentenceFor(reason: InternalReason): string {
  switch (reason) {
    case 'written-by-an-outsider':
      return 'Not sent: only members of this workspace can text customers.'
    case 'files':
      return 'Not sent: files cannot be texted from here yet, so nothing of this message left. Send the words without the file.'
    case 'not-in-a-conversation':
    case 'not-a-plain-message':
    case 'written-by-an-app':
    case 'spoken-to-the-app':
    case 'note':
    case 'empty':
      return 'Not sent: this message stays inside the team.'
    default:
      return reason satisfies never
  }
}

import type { SendMode } from './send-mode.js'
import { readStatusWord, usualStatusWords, type StatusWords } from './status-word.js'

/** What is known of a chat message when it must be decided whether a contact gets it. */
export interface DeliveryQuestion {
  readonly position: DeliveryPosition
  /** What is texted of what is typed in the conversation. @defaultValue `reply-all` */
  readonly mode?: SendMode
  readonly kind: 'plain' | 'broadcast' | 'other'
  readonly author: 'member' | 'app' | 'external'
  readonly text: string
  readonly hasFiles: boolean
  /** Absent where nobody can tell what they are. */
  readonly files?: readonly unknown[]
  readonly mentionsApp: boolean
  /** Words that change the status instead of being texted. @defaultValue the usual ones */
  readonly statusWords?: StatusWords
}

/**
 * Where a message stands: in the thread of a conversation that lives there, in the thread of one that has moved to a channel
 * of its own, at the top of such a channel, at the top of one that a conversation has left, in the thread of something
 * else, or at the top of another channel.
 */
export type DeliveryPosition =
  | 'conversation-thread'
  | 'moved-thread'
  | 'direct-channel'
  | 'former-channel'
  | 'other-thread'
  | 'channel'

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
  | 'moved'
  | 'not-addressed'
  | 'alerts-only'
  | 'send-command'

export type DeliveryDecision =
  | { readonly type: 'deliver' }
  /** Somebody is asked first whether it goes. */
  | { readonly type: 'ask' }
  /** A word for the desk: it is not texted. */
  | { readonly type: 'status'; readonly wish: 'close' | 'reopen' }
  | {
      readonly type: 'internal'
      readonly reason: InternalReason
      /** The author could think that it went, so they are told that it did not. */
      readonly mustTellAuthor: boolean
    }

/**
 * Answers "does this chat message go to the contact, and why not". Everything stays inside unless it is a member's
 * plain message in the thread of a conversation or at the top of its own channel, and the mode of that place lets it out.
 * That the member is a full one is checked again before it leaves.
 */
export function decideDelivery(question: DeliveryQuestion): DeliveryDecision {
  const { author, kind, position, text } = question
  if (position === 'other-thread' || position === 'channel') return internal('not-in-a-conversation')
  if (kind === 'other') return internal('not-a-plain-message')
  // A broadcast belongs to a thread, and threads in a channel of a conversation's own are inside.
  if (kind === 'broadcast' && !position.endsWith('thread')) return internal('not-a-plain-message')
  if (author === 'app') return internal('written-by-an-app')
  if (author === 'external') return internal('written-by-an-outsider', true)
  if (isNote(text)) return internal('note')
  return decideByPlace(question)
}

function decideByPlace(question: DeliveryQuestion): DeliveryDecision {
  const { files, hasFiles, mentionsApp, mode, position, text } = question
  if (mentionsApp && mode !== 'mention-to-send') return internal('spoken-to-the-app')
  if (text.trim() === '' && !hasFiles) return internal('empty')
  if (position === 'moved-thread' || position === 'former-channel') return internal('moved', true)
  const wish = hasFiles ? undefined : readStatusWord(text, question.statusWords ?? usualStatusWords)
  if (wish) return { type: 'status', wish }
  if (mode === 'mention-to-send' && !mentionsApp) return internal('not-addressed')
  if (mode === 'alerts-only') return internal('alerts-only', true)
  if (isSendCommand(text)) return internal('send-command', true)
  if (hasFiles && !files?.length) return internal('files', true)
  return mode === 'confirm-first' ? { type: 'ask' } : { type: 'deliver' }
}

function internal(reason: InternalReason, mustTellAuthor = false): DeliveryDecision {
  return { type: 'internal', reason, mustTellAuthor }
}

/** A note is for the team: it begins with `//` or 🔒. */
export function isNote(text: string): boolean {
  return /^\s*(\/\/|🔒)/u.test(text)
}

/** `send <number> …` is meant for that number: here its words would reach another customer. */
function isSendCommand(text: string): boolean {
  return /^\s*send\s+\+?\(?\d[\d\s().-]{5,}\d\b/iu.test(text)
}

/** What the author of an undelivered message is told. */
export function sentenceFor(reason: InternalReason): string {
  switch (reason) {
    case 'written-by-an-outsider':
      return 'Not sent: only members of this workspace can text customers.'
    case 'files':
      return 'Not sent: nobody can tell what the files of this message are, so nothing of it left. Send the words without them.'
    case 'moved':
      return 'Not sent: this conversation goes on elsewhere, so nothing that is written here reaches the contact.'
    case 'alerts-only':
      return 'Not sent: nothing typed here reaches the contact. Use Send text or the send command.'
    case 'send-command':
      return 'Not sent: everything typed here goes to this contact. The send command is for the shared channel of the line.'
    case 'not-addressed':
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

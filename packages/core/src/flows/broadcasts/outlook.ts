import type { Broadcast, SkipReason } from '../../domain/broadcast.js'
import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import type { TextFailureCategory } from '../../domain/failure.js'
import type { Line } from '../../domain/line.js'
import type { Message } from '../../domain/message.js'
import { fill } from '../../domain/template.js'
import { variablesOf } from '../../domain/template-variables.js'
import type { Flow } from '../flow.js'
import { refusalTo, type RefusalReason } from '../queue-text.js'

/** Somebody on a list, with what is known of them. */
export interface KnownRecipient {
  readonly contact: Contact
  readonly conversation: Conversation
  /** The latest text to them. */
  readonly lastSent?: Message
}

/** What somebody gets of a broadcast, as things are now. */
export type Outlook =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'skip'; readonly reason: SkipReason }

/** The preview and the broadcast itself both ask this. */
export function outlookOf(flow: Flow, { author, text }: Broadcast, line: Line, known: KnownRecipient): Outlook {
  // Agent and line were filled in when it was made. Most texts name nothing, and lists are long.
  const filled = fill(text, text.includes('{{') ? variablesOf(known) : {})
  const words = filled.type === 'filled' ? filled.text : text
  const refusal = refusalTo(flow, { ...known, author, line, text: words })
  if (refusal) return { type: 'skip', reason: skipReasonOf(refusal.reason) }
  if (filled.type === 'unfilled') return { type: 'skip', reason: 'unfilled' }
  if (line.broadcastsTo === 'who-wrote' && !known.conversation.lastInboundAt) return neverWrote
  return known.lastSent && isUnreachable(known.lastSent) ? noMobile : { type: 'text', text: filled.text }
}

const neverWrote: Outlook = { type: 'skip', reason: 'never-wrote' }
const noMobile: Outlook = { type: 'skip', reason: 'no-mobile' }

export function skipReasonOf(reason: RefusalReason): SkipReason {
  const known: readonly string[] = ['opted-out', 'held', 'blocked', 'erased', 'country', 'limit']
  return known.includes(reason) ? (reason as SkipReason) : 'other'
}

/** What no second try changes: an outage or a full phone is none of these. */
const forGood: ReadonlySet<TextFailureCategory> = new Set(['landline', 'unknown-number', 'invalid-number'])

const isUnreachable = ({ failure, status }: Message): boolean =>
  (status === 'failed' || status === 'undelivered') && failure !== undefined && forGood.has(failure.category)

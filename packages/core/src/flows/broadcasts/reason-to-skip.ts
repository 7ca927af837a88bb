import type { SkipReason } from '../../domain/broadcast.js'
import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import type { TextFailureCategory } from '../../domain/failure.js'
import type { Line } from '../../domain/line.js'
import type { Message, MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { refusalTo, type RefusalReason } from '../queue-text.js'

export interface PossibleText {
  readonly author: MessageAuthor
  readonly contact: Contact
  readonly conversation: Conversation
  readonly line: Line
  readonly text: string
  /** The latest text to them. */
  readonly lastSent?: Message
}

/** Why somebody would get no text of a broadcast, as things are now. The preview and the broadcast itself both ask this. */
export function reasonToSkip(flow: Flow, possible: PossibleText): SkipReason | undefined {
  const { conversation, lastSent, line } = possible
  const refusal = refusalTo(flow, possible)
  if (refusal) return skipReasonOf(refusal.reason)
  if (line.broadcastsTo === 'who-wrote' && !conversation.lastInboundAt) return 'never-wrote'
  return lastSent && isUnreachable(lastSent) ? 'no-mobile' : undefined
}

export function skipReasonOf(reason: RefusalReason): SkipReason {
  const known: readonly string[] = ['opted-out', 'held', 'blocked', 'erased', 'country', 'limit']
  return known.includes(reason) ? (reason as SkipReason) : 'other'
}

/** What no second try changes: an outage or a full phone is none of these. */
const forGood: ReadonlySet<TextFailureCategory> = new Set(['landline', 'unknown-number', 'invalid-number'])

const isUnreachable = ({ failure, status }: Message): boolean =>
  (status === 'failed' || status === 'undelivered') && failure !== undefined && forGood.has(failure.category)

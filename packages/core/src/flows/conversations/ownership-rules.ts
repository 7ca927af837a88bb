import type { OwnershipRules } from '../../domain/change-conversation.js'
import type { Conversation } from '../../domain/conversation.js'
import type { Flow } from '../flow.js'

/** The rules of a conversation's line; the usual ones when the host has no such line any more. */
export function ownershipRules({ lines }: Flow, { lineId }: Conversation): OwnershipRules {
  return lines.find(lineId) ?? { firstReplierOwns: false, unassignOnClose: true }
}

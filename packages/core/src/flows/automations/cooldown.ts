import type { Conversation } from '../../domain/conversation.js'
import type { Flow } from '../flow.js'

/** Whether a rule has just done something in a conversation. A mark that is moved on by nothing says where it is. */
export async function isCooling({ now, tx }: Flow, { id }: Conversation, rule: string): Promise<boolean> {
  return (await tx.limits.take(keyOf(id, rule), 0, now)) > now
}

/** Has a rule do nothing more in a conversation for a while. */
export async function startCooldown({ now, tx }: Flow, { id }: Conversation, rule: string, ms: number): Promise<void> {
  if (ms > 0) await tx.limits.take(keyOf(id, rule), ms, now)
}

const keyOf = (conversationId: string, rule: string): string => `automation:${conversationId}:${rule}`

import type { Conversation, ConversationStatus } from './conversation.js'

/** A change of how a conversation stands. Changed to what it was, it is what it was. */
export type ConversationChange = (conversation: Conversation) => Conversation

/** Whoever looks after a conversation is who is told of it. */
export const assignTo =
  (memberId: string | undefined): ConversationChange =>
  (conversation) => ({ ...conversation, assigneeId: memberId })

/** @param unassignOnClose - a closed one is nobody's, so that whoever answers first when it reopens can have it */
export const setStatus =
  (status: ConversationStatus, unassignOnClose: boolean): ConversationChange =>
  (conversation) => {
    const isClosing = status === 'closed' && conversation.status !== 'closed'
    return { ...conversation, status, assigneeId: isClosing && unassignOnClose ? undefined : conversation.assigneeId }
  }

/** Opens a conversation again; one that is not closed or solved stays as it is. */
export const reopen: ConversationChange = (conversation) =>
  needsNobody(conversation.status) ? { ...conversation, status: 'open' } : conversation

/** Whether nobody is to answer any more. */
export function needsNobody(status: ConversationStatus): boolean {
  return status === 'closed' || status === 'solved'
}

/** Whether the team would see no difference. */
export function standsTheSame(one: Conversation, other: Conversation): boolean {
  return JSON.stringify(standing(one)) === JSON.stringify(standing(other))
}

function standing({ assigneeId, note, place, priority, status, subject, tags }: Conversation): readonly unknown[] {
  return [assigneeId, note, place, priority, status, subject, tags]
}

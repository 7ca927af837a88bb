import type { Conversation, ConversationStatus, Priority } from './conversation.js'
import type { LineSettings } from './line.js'

/** A change of how a conversation stands. Changed to what it was, it is what it was. */
export type ConversationChange = (conversation: Conversation) => Conversation

/** What of a line decides who has a conversation. */
export type OwnershipRules = Pick<LineSettings, 'firstReplierOwns' | 'unassignOnClose'>

/** Whoever looks after a conversation is who is told of it. */
export const assignTo =
  (memberId: string | undefined): ConversationChange =>
  (conversation) => ({ ...conversation, assigneeId: memberId })

/** Takes on a conversation that is nobody's; one that somebody has stays theirs, and one that is over stays as it is. */
export const claimFor =
  (memberId: string): ConversationChange =>
  (conversation) =>
    needsNobody(conversation.status)
      ? conversation
      : { ...conversation, assigneeId: conversation.assigneeId ?? memberId }

/** Sets the status; a conversation that is closed may become nobody's by that. */
export const setStatus =
  (status: ConversationStatus, { unassignOnClose }: OwnershipRules): ConversationChange =>
  (conversation) => {
    const isClosing = status === 'closed' && conversation.status !== 'closed'
    return { ...conversation, status, assigneeId: isClosing && unassignOnClose ? undefined : conversation.assigneeId }
  }

/** Opens a conversation again; one that is to be answered anyway stays as it is. */
export const reopen: ConversationChange = (conversation) =>
  needsNobody(conversation.status) ? { ...conversation, status: 'open' } : conversation

/** A text of the contact: it is the team's turn again. */
export const heardFromContact: ConversationChange = (conversation) =>
  conversation.status === 'new' ? conversation : { ...conversation, status: 'open' }

/** A text of a member: the first one opens the conversation, and may make it theirs. */
export const answeredBy =
  (memberId: string, { firstReplierOwns }: OwnershipRules): ConversationChange =>
  (conversation) => {
    if (needsNobody(conversation.status)) return conversation
    const status = conversation.status === 'new' ? 'open' : conversation.status
    const assigneeId = conversation.assigneeId ?? (firstReplierOwns ? memberId : undefined)
    return { ...conversation, status, assigneeId }
  }

/** What people write about a conversation. */
export interface ConversationDetails {
  readonly priority?: Priority
  readonly subject?: string
  readonly tags: readonly string[]
  /** Never texted. */
  readonly note?: string
}

/** Sets some of the details; what is left out stays, and empty words are none. */
export const setDetails =
  (details: Partial<ConversationDetails>): ConversationChange =>
  (conversation) => {
    const { note, subject } = { ...conversation, ...details }
    return { ...conversation, ...details, note: note?.trim() || undefined, subject: subject?.trim() || undefined }
  }

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

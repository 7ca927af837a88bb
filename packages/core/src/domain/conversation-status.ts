/** `new`: nobody has answered yet. `pending`: the customer is to answer. `solved` and `closed` need nobody. */
export type ConversationStatus = (typeof conversationStatuses)[number]

export const conversationStatuses = ['new', 'open', 'pending', 'solved', 'closed'] as const

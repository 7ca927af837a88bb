import { needsNobody, standsTheSame, type ConversationChange } from '../../domain/change-conversation.js'
import type { Conversation } from '../../domain/conversation.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { notify } from '../notify.js'
import { armAutoClose } from './arm-auto-close.js'
import { redrawCard, redrawHead } from './redraw-head.js'

/**
 * Changes how a conversation stands: its head shows it, and the host is told. Nothing happens when nothing changes.
 *
 * @returns the conversation as it stands now; `undefined` when there is none
 */
export async function changeConversation(
  flow: Flow,
  conversationId: string,
  change: ConversationChange,
  by: MessageAuthor,
): Promise<Conversation | undefined> {
  const before = await flow.tx.conversations.find(conversationId)
  if (!before) return undefined
  const changed = change(before)
  if (standsTheSame(before, changed)) return before
  const after = await save(flow, before, changed)
  await tellChanged(flow, before, after, by)
  return after
}

/** For a change that is stored already: has the head show it, and tells the host. */
export async function tellChanged(
  flow: Flow,
  before: Conversation,
  conversation: Conversation,
  by: MessageAuthor,
): Promise<void> {
  if (standsTheSame(before, conversation)) return
  await redrawHead(flow, conversation.id)
  const { id: conversationId, notification } = conversation
  if (notification.card && before.assigneeId !== conversation.assigneeId) await redrawCard(flow, conversationId)
  flow.emit({ name: 'conversation.changed', event: { workspaceId: flow.workspaceId, conversation, before, by } })
}

/** What needs nobody any more needs no card. */
async function save(flow: Flow, before: Conversation, after: Conversation): Promise<Conversation> {
  if (needsNobody(after.status) && !needsNobody(before.status)) return notify(flow, after, { type: 'hide' })
  await flow.tx.conversations.save(after)
  if (before.status === 'closed' && after.status !== 'closed') await armAutoClose(flow, after)
  return after
}

import { causeOfRule } from '../../domain/admin-cause.js'
import type { KeywordRule } from '../../domain/keyword-rule.js'
import type { MessageAuthor } from '../../domain/message.js'
import { addTags } from '../../domain/tag.js'
import { alertAdmin } from '../alerts/alert-admin.js'
import { assignConversation } from '../conversations/assign-conversation.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { setConversationStatus } from '../conversations/set-conversation-status.js'
import type { Flow } from '../flow.js'

/** Tags a conversation, gives it to somebody unless it is somebody's, and sets its status, as a rule wants it. */
export async function applyRule(
  flow: Flow,
  conversationId: string,
  rule: KeywordRule,
  by: MessageAuthor,
): Promise<void> {
  const { assignTo, status, tags = [] } = rule
  if (tags.length > 0) {
    await changeConversation(flow, conversationId, (one) => ({ ...one, tags: addTags(one.tags, tags) }), by)
  }
  if (assignTo) await assign(flow, conversationId, rule, assignTo, by)
  if (status) await setConversationStatus(flow, conversationId, status, by)
}

/** Whoever cannot be assigned is not: the admin is told, and once more each day on which it happens. */
async function assign(
  flow: Flow,
  conversationId: string,
  rule: KeywordRule,
  memberId: string,
  by: MessageAuthor,
): Promise<void> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation || conversation.assigneeId !== undefined) return
  const problem = flow.members.problemOf(memberId)
  const line = flow.lines.find(conversation.lineId)
  if (problem === undefined || !line) await assignConversation(flow, conversationId, memberId, by)
  else await alertAdmin(flow, causeOfRule(line, rule, problem), { line, conversationId })
}

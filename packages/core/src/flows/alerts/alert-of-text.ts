import { causeOfText } from '../../domain/admin-cause.js'
import type { Failure } from '../../domain/failure.js'
import type { Sender } from '../../domain/line.js'
import type { Message } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { alertAdmin } from './alert-admin.js'

/** A text was refused, for now or for good: the admin is told when it is theirs to set right. */
export async function alertOfText(
  flow: Flow,
  { conversationId, ...message }: Pick<Message, 'conversationId' | 'sender'>,
  failure: Failure,
  sender: Sender | undefined = message.sender,
): Promise<void> {
  const cause = causeOfText(failure, sender)
  if (!cause) return
  const [conversation] = await flow.tx.conversations.peekAll([conversationId])
  const line = conversation && flow.lines.find(conversation.lineId)
  await alertAdmin(flow, cause, { line, conversationId })
}

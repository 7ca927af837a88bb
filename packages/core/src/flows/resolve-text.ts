import type { Message } from '../domain/message.js'
import type { Flow } from './flow.js'

/** Keeps what was decided about a text, and tells the host. */
export async function resolveText(
  flow: Flow,
  undecided: Message,
  resolution: NonNullable<Message['resolution']>,
): Promise<Message> {
  const message = { ...undecided, resolution }
  await flow.tx.messages.save(message)
  const [conversation] = await flow.tx.conversations.peekAll([message.conversationId])
  if (conversation)
    flow.emit({ name: 'message.decided', event: { workspaceId: flow.workspaceId, message, conversation } })
  return message
}

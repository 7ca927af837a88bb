import { chatLane } from '../domain/lane.js'
import { mayDo } from '../domain/may-do.js'
import { answered } from '../flows/conversations/answered.js'
import type { Flow } from '../flows/flow.js'
import { moveStatus } from '../flows/move-status.js'
import { partsOf } from '../flows/parts.js'
import { reopenNotification } from '../flows/reopen-notification.js'
import type { Member } from '../ports/chat-adapter.js'
import { textDeadline, thenRecord, type Prepare } from './step.js'

/**
 * Settles whether the author of a text may send it, before it can leave. While the platform cannot say who they are,
 * the text waits: better late than a stranger's words on a customer's phone.
 */
export const prepareCheckAuthor: Prepare<'check-author'> = async (flow, { messageId }, outside) => {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'queued' || message.author.type !== 'member' || message.authorCheck === 'passed')
    return undefined
  const { id } = message.author
  return {
    call: () =>
      thenRecord(outside.chat.directory.member(flow.workspaceId, id), (recording, member) =>
        mayDo(member, 'send', recording.settings) ? pass(recording, messageId) : deny(recording, messageId, member),
      ),
    whenUnknown: 'repeat',
    giveUpAt: textDeadline(message, outside),
    refused: async (recording) => {
      await fail(recording, messageId)
      return 'drop'
    },
  }
}

async function pass(flow: Flow, messageId: string): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  const parts = message ? await partsOf(flow, message) : []
  for (const part of parts) await flow.tx.messages.save({ ...part, authorCheck: 'passed' })
  if (message?.author.type === 'member') await answered(flow, message.conversationId, message.author.id)
}

async function fail(flow: Flow, messageId: string): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  const parts = message ? await partsOf(flow, message) : []
  for (const part of parts) {
    await moveStatus(flow, part, { status: 'failed', failure: { category: 'other', code: 'author-unknown' } })
  }
}

async function deny(flow: Flow, messageId: string, member: Member): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  for (const part of await partsOf(flow, message)) await moveStatus(flow, part, { status: 'canceled' })
  await reopenNotification(flow, message)
  await flow.enqueue(chatLane(message.conversationId), {
    type: 'post-notice',
    conversationId: message.conversationId,
    text: `Not sent: ${whoCannot(member.kind)}.`,
  })
}

function whoCannot(kind: Member['kind']): string {
  switch (kind) {
    case 'guest':
      return 'guests cannot text customers'
    case 'external':
      return 'people from other organisations cannot text customers'
    case 'app':
      return 'apps cannot text customers'
    case 'deactivated':
      return 'deactivated members cannot text customers'
    case 'full':
      return 'its author is not among those who text customers here. An admin can add them in Channel settings'
    default:
      return kind satisfies never
  }
}

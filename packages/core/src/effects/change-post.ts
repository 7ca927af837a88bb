import type { PostRef } from '../domain/conversation.js'
import { isPlaceGone } from '../domain/failure.js'
import { markFor } from '../domain/merge-status.js'
import type { MessageStatus } from '../domain/message.js'
import { findKnownChannel } from '../flows/channels/known-channel.js'
import type { Flow } from '../flows/flow.js'
import { statusToShow } from '../flows/parts.js'
import { stepLimit } from './permit.js'
import { thenRecord, untilGivenUp, type Prepare, type Step } from './step.js'

export const prepareRemovePost: Prepare<'remove-post'> = async (flow, { post }, outside, entry) => ({
  limit: stepLimit('remove', outside.chat.limits?.remove),
  call: () => thenRecord(outside.chat.remove(flow.workspaceId, post), async () => {}),
  whenUnknown: 'repeat',
  ...(await finalWhenGone(flow, post)),
  ...untilGivenUp(entry),
})

/** Makes the mark on a message show the status it has by now: one call however many statuses came in between. */
export const prepareMark: Prepare<'mark'> = async (flow, { messageId }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  if (!message?.post) return undefined
  const { post } = message
  const status = await statusToShow(flow, message)
  const mark = markFor(status)
  if (!mark || (message.markedAs && markFor(message.markedAs) === mark)) return undefined
  return {
    limit: stepLimit('mark', outside.chat.limits?.mark),
    call: () =>
      thenRecord(outside.chat.mark(flow.workspaceId, post, mark), (recording) =>
        recordMark(recording, messageId, status),
      ),
    whenUnknown: 'repeat',
    ...(await finalWhenGone(flow, post)),
    ...untilGivenUp(entry),
  }
}

/** A shared channel is mended and waited for. Of a contact's own that is gone nothing is left to adorn. */
async function finalWhenGone(flow: Flow, { channelId }: PostRef): Promise<Pick<Step, 'isFinal'>> {
  if (flow.lines.findByChannel(channelId)) return {}
  return (await findKnownChannel(flow, channelId)) ? { isFinal: isPlaceGone } : {}
}

async function recordMark(flow: Flow, messageId: string, markedAs: MessageStatus): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (message) await flow.tx.messages.save({ ...message, markedAs })
}

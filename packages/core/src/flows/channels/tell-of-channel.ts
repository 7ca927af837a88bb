import type { ChatFailure, Failure } from '../../domain/failure.js'
import { isPlaceGone } from '../../domain/failure.js'
import { channelLane, chatLane } from '../../domain/lane.js'
import { rootOf } from '../../domain/place.js'
import type { Flow } from '../flow.js'

interface NotInvited {
  readonly memberId: string
  readonly failure: ChatFailure | Failure
}

/** Says in the channel who is missing, and tells them themselves. */
export async function tellNotInvited(
  flow: Flow,
  conversationId: string,
  channel: string,
  failed: readonly NotInvited[],
): Promise<void> {
  const conversation = failed.length > 0 ? await flow.tx.conversations.find(conversationId) : undefined
  if (!conversation || conversation.place.type !== 'direct') return
  const root = rootOf(conversation.place)
  for (const { failure, memberId } of failed) {
    const text = `could not be added to this channel. ${reasonOf(failure)}`
    await flow.enqueue(chatLane(conversationId), {
      type: 'post-notice',
      conversationId,
      text,
      memberId,
      where: { channel },
    })
    if (root) {
      await flow.enqueue(channelLane(root.channelId), {
        type: 'whisper',
        channel: root.channelId,
        memberId,
        text: `You could not be added to the channel of a conversation. ${reasonOf(failure)}`,
        conversationId,
      })
    }
  }
}

/** A channel that was closed and still stands is said to be out of use; of one that is gone there is nothing to say. */
export async function tellNotArchived(
  flow: Flow,
  conversationId: string,
  channel: string,
  failure: Failure,
): Promise<void> {
  if (isPlaceGone(failure)) return
  await flow.enqueue(chatLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: `The channel could not be archived. ${reasonOf(failure)} Nothing that is written there is sent any more.`,
    where: 'thread',
    linksTo: { channel },
  })
}

/** One sentence: what the platform says, and what to change. */
export function reasonOf({ category, code, detail }: Failure): string {
  return detail ?? `The chat platform refused (${code ?? category}).`
}

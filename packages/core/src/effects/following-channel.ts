import type { Conversation } from '../domain/conversation.js'
import { isPlaceGone, type Failure } from '../domain/failure.js'
import { leaveChannel, whyGone } from '../flows/channels/leave-channel.js'
import type { Step } from './step.js'

/**
 * What is said in a channel of a conversation's own that turns out to be gone is said in its thread instead: nobody waits
 * until somebody mends the channel.
 */
export function followingChannel({ id, place }: Conversation): Pick<Step, 'isFinal' | 'refused'> {
  if (place.type === 'thread') return {}
  return {
    isFinal: isPlaceGone,
    async refused(recording, failure: Failure) {
      if (!isPlaceGone(failure)) return 'dead'
      const conversation = await recording.tx.conversations.find(id)
      if (conversation) await leaveChannel(recording, conversation, whyGone(failure))
      return 'again'
    },
  }
}

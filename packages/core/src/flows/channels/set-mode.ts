import { modeLabels } from '../../domain/channel-head.js'
import type { Conversation } from '../../domain/conversation.js'
import { chatLane } from '../../domain/lane.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { SendMode } from '../../domain/send-mode.js'
import { tellChanged } from '../conversations/change-conversation.js'
import type { Flow } from '../flow.js'

/**
 * Sets which of what is typed in a conversation's own channel is texted. Everybody who writes there has to know, so the
 * channel says it. False when the conversation has no channel.
 */
export async function setChannelMode(
  flow: Flow,
  conversationId: string,
  mode: SendMode,
  by: MessageAuthor,
): Promise<boolean> {
  const before = await flow.tx.conversations.find(conversationId)
  if (before?.place.type !== 'direct') return false
  if ((before.place.mode ?? 'reply-all') === mode) return true
  const after: Conversation = { ...before, place: { ...before.place, mode } }
  await flow.tx.conversations.save(after)
  await tellChanged(flow, before, after, by)
  await flow.enqueue(chatLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: `Texted from this channel from now on: ${lowerFirst(modeLabels[mode])}.`,
  })
  return true
}

const lowerFirst = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

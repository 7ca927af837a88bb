import { findConversation } from '../open-conversation.js'
import { addPart } from '../parts.js'
import { queueText } from '../queue-text.js'
import type { Action } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** Sends an unsure text again, as a new one, because a person decided so; only once, and only while it is unsure. */
export const resend: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    const message = await flow.tx.messages.find(event.subject)
    if (!message) return
    if (message.status !== 'unknown' || message.resolution) return removePost(flow, message.conversationId, event)
    const found = await findConversation(flow, message.conversationId)
    if (!found) return
    const { post, text } = message
    // What is linked to stands in the text.
    const files = message.files?.filter(({ isLinked }) => !isLinked)
    const result = await queueText(flow, {
      ...found,
      author: { type: 'member', id: memberId },
      text,
      files,
      post,
      isReady: true,
    })
    if (result.type === 'refused') return say(flow, message.conversationId, result.sentence)
    await flow.tx.messages.save({ ...message, resolution: 'resent' })
    await addPart(flow, message, result.message)
    await removePost(flow, message.conversationId, event)
  },
}

/** Leaves an unsure text as it is. */
export const leave: Action = {
  type: 'changes',
  async run(flow, { event }) {
    const message = await flow.tx.messages.find(event.subject)
    if (!message) return
    if (!message.resolution) await flow.tx.messages.save({ ...message, resolution: 'left' })
    await removePost(flow, message.conversationId, event)
  },
}

import { dropAsked, isAsked, sendAsked } from '../ask-first.js'
import { findConversation } from '../open-conversation.js'
import type { Action } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** Sends what somebody typed where texts are confirmed first; once, and only while it is asked about. */
export const sendTyped: Action = {
  type: 'changes',
  async run(flow, { event }) {
    const asked = await flow.tx.messages.find(event.subject)
    if (!asked) return
    const isOpen = !asked.blankedAt && (await isAsked(flow, asked))
    const found = isOpen ? await findConversation(flow, asked.conversationId) : undefined
    if (!found) return removePost(flow, asked.conversationId, event)
    const result = await sendAsked(flow, found, asked)
    if (result.type === 'refused') return say(flow, asked.conversationId, result.sentence)
    await removePost(flow, asked.conversationId, event)
  },
}

/** Leaves it inside the team. */
export const keepInside: Action = {
  type: 'changes',
  async run(flow, { event }) {
    const asked = await flow.tx.messages.find(event.subject)
    if (!asked) return
    if (await isAsked(flow, asked)) await dropAsked(flow, asked)
    await removePost(flow, asked.conversationId, event)
  },
}

import { adviceFor } from '../../domain/failure-advice.js'
import { tellAdmin } from '../alerts/alert-admin.js'
import { findConversation } from '../open-conversation.js'
import { tell } from '../tell.js'
import type { Action } from './action.js'

/** Tells the admin of a text that did not arrive, because somebody wants it so; once per text. */
export const askAdmin: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    const message = await flow.tx.messages.peek(event.subject)
    const found = message && (await findConversation(flow, message.conversationId))
    if (!message?.failure || !found) return
    const { category, code, detail } = message.failure
    const asked = await flow.tx.claims.claim(`asked-admin:${message.id}`, memberId, flow.now)
    if (asked === undefined) {
      const { reason } = adviceFor(category)
      const cause = [reason, detail, code && `(${code})`].filter(Boolean).join(' ')
      const title = 'Somebody needs help with a text that did not arrive'
      await tellAdmin(flow, { title, text: cause }, { line: found.line, conversationId: message.conversationId })
    }
    const { author, post } = event
    if (post) await tell(flow, { author, post }, 'The admin has been told.')
  },
}

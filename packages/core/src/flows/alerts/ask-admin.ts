import { adviceFor } from '../../domain/failure-advice.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { tellAdmin } from './alert-admin.js'

/** Tells the admin of a text that did not arrive, because somebody wants it so; once per text. False for any other text. */
export async function askAdminAbout(flow: Flow, messageId: string, askedBy: string): Promise<boolean> {
  const message = await flow.tx.messages.peek(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message?.failure || !found) return false
  if ((await flow.tx.claims.claim(`asked-admin:${message.id}`, askedBy, flow.now)) !== undefined) return true
  const { category, code, detail } = message.failure
  const text = [adviceFor(category).reason, detail, code && `(${code})`].filter(Boolean).join(' ')
  const title = 'Somebody needs help with a text that did not arrive'
  await tellAdmin(flow, { title, text }, { line: found.line, conversationId: message.conversationId })
  return true
}

import { cardLane, chatLane } from '../domain/lane.js'
import type { FormView } from '../domain/view.js'
import type { ChatActionEvent } from '../ports/chat-adapter.js'
import { changeConsent } from './apply-consent-words.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { notify } from './notify.js'
import { findConversation } from './open-conversation.js'
import { queueText } from './queue-text.js'

/** A form to open, at once: what opens it lives for seconds. */
export interface FormToOpen {
  readonly trigger: string
  readonly form: FormView
}

/** A button was clicked. */
export async function clickAction(deps: FlowDeps, event: ChatActionEvent): Promise<FormToOpen | undefined> {
  if (event.author.type !== 'member') return undefined
  if (event.action === 'send-text') return openSendForm(deps, event)
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (await isDuplicate(flow, event.identities, event.action)) return
    await act(flow, event, event.author.type === 'member' ? event.author.id : '')
  })
  return undefined
}

function openSendForm(deps: FlowDeps, event: ChatActionEvent): FormToOpen | undefined {
  if (!event.trigger) return undefined
  const lines = deps.lines.all.map(({ id, name }) => ({ id, name }))
  return { trigger: event.trigger, form: { type: 'send-text', lines } }
}

async function act(flow: Flow, event: ChatActionEvent, memberId: string): Promise<void> {
  switch (event.action) {
    case 'send-text':
    case 'open-thread':
      return
    case 'hide':
      return hideCard(flow, event)
    case 'resend':
      return resend(flow, event, memberId)
    case 'leave':
      return leave(flow, event)
    case 'confirm-opt-out':
      return decideConsent(flow, event, memberId, 'opted-out')
    case 'not-an-opt-out':
      return decideConsent(flow, event, memberId, 'open')
    default:
      event.action satisfies never
  }
}

/** An old card that is still standing goes too; the live one goes by the rule. */
async function hideCard(flow: Flow, event: ChatActionEvent): Promise<void> {
  const conversation = await flow.tx.conversations.find(event.subject)
  if (!conversation) return
  const { card } = conversation.notification
  const isOldCard = event.post !== undefined && card !== undefined && card.messageId !== event.post.messageId
  if (!isOldCard) await notify(flow, conversation, { type: 'hide' })
  if (isOldCard || !card) await removePost(flow, conversation.id, event)
}

/** Sends an unsure text again, as a new one, because a person decided so; only once, and only while it is unsure. */
async function resend(flow: Flow, event: ChatActionEvent, memberId: string): Promise<void> {
  const message = await flow.tx.messages.find(event.subject)
  if (!message) return
  if (message.status !== 'unknown' || message.resolution) return removePost(flow, message.conversationId, event)
  const found = await findConversation(flow, message.conversationId)
  if (!found) return
  const { post, text } = message
  const result = await queueText(flow, { ...found, author: { type: 'member', id: memberId }, text, post })
  if (result.type === 'refused') return say(flow, message.conversationId, result.sentence)
  await flow.tx.messages.save({ ...message, resolution: 'resent' })
  await removePost(flow, message.conversationId, event)
}

async function leave(flow: Flow, event: ChatActionEvent): Promise<void> {
  const message = await flow.tx.messages.find(event.subject)
  if (!message) return
  if (!message.resolution) await flow.tx.messages.save({ ...message, resolution: 'left' })
  await removePost(flow, message.conversationId, event)
}

async function decideConsent(
  flow: Flow,
  event: ChatActionEvent,
  memberId: string,
  state: 'open' | 'opted-out',
): Promise<void> {
  const found = await findConversation(flow, event.subject)
  if (!found || found.contact.consent !== 'held') return
  const held = (await flow.tx.consents.list(found.contact.id)).findLast((evidence) => evidence.change === 'held')
  await changeConsent(flow, found.contact, state, { text: held?.text ?? '', matcher: 'person', actor: memberId })
  await removePost(flow, found.conversation.id, event)
  await say(flow, found.conversation.id, consentNotice(state))
}

function consentNotice(state: 'open' | 'opted-out'): string {
  return state === 'opted-out'
    ? 'Opted out: nothing more is texted to this contact until they text START.'
    : 'Not an opt-out: this contact can be texted again.'
}

async function removePost(flow: Flow, conversationId: string, event: ChatActionEvent): Promise<void> {
  if (event.post) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: event.post })
}

async function say(flow: Flow, conversationId: string, text: string): Promise<void> {
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}

import type { Conversation } from '../domain/conversation.js'
import { heardFromContact } from '../domain/change-conversation.js'
import { cleanText } from '../domain/clean-text.js'
import { chatLane } from '../domain/lane.js'
import { lateness } from '../domain/late.js'
import type { Line } from '../domain/line.js'
import { rootOf } from '../domain/place.js'
import type { Message } from '../domain/message.js'
import type { TextReceived } from '../ports/sms-provider.js'
import { answerByItself } from './automations/answer-by-itself.js'
import { applyConsentWords } from './apply-consent-words.js'
import { showBroadcastTexts } from './broadcasts/show-broadcast-texts.js'
import { replyToConsentWords } from './consent-replies.js'
import { tellChanged } from './conversations/change-conversation.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { notify } from './notify.js'
import { openConversation } from './open-conversation.js'

export interface InboundText {
  readonly workspaceId: string
  readonly line: Line
  /** Key of the provider it came through. */
  readonly provider: string
  readonly event: TextReceived
}

/** A customer's text came in: it lands in its conversation, once. */
export async function receiveText(deps: FlowDeps, inbound: InboundText): Promise<void> {
  await inTransaction(deps, inbound.workspaceId, async (flow) => {
    const messageId = flow.newId()
    const seen = isDuplicate(flow, [`${inbound.provider}:${inbound.event.externalId}`], messageId, 'sms')
    flow.tx.ahead?.({ type: 'address', address: inbound.event.from, lineId: inbound.line.id, adds: 'chat' })
    if (await seen) return
    await keep(flow, inbound, messageId)
  })
}

async function keep(flow: Flow, inbound: InboundText, messageId: string): Promise<void> {
  // The door found the line by what was known of the settings before this transaction.
  const line = flow.lines.find(inbound.line.id) ?? inbound.line
  const opened = await openConversation(flow, line, inbound.event.from)
  const { contact } = opened
  // Answers leave from the number that was texted, so that the contact's phone shows one thread.
  const sender = { provider: inbound.provider, address: inbound.event.to }
  const conversation: Conversation = { ...opened.conversation, sender }
  const created = createMessage(flow, inbound, messageId, conversation.id)
  const message: Message = contact.blockedAt ? { ...created, resolution: 'left' } : created
  await flow.tx.messages.save(message)
  const answered = contact.blockedAt ? conversation : await showBroadcastTexts(flow, conversation)
  if (!contact.blockedAt) await show(flow, inbound, message)
  const { isAboutConsent, reply } = await applyConsentWords(flow, contact, conversation, message.text)
  // Kept, and no more than that: whoever was blocked is neither seen nor heard.
  if (contact.blockedAt) return
  const input = { type: 'inbound', messageId, at: flow.now, isAnnounced: isAnnounced(conversation) } as const
  const heard = await notify(flow, { ...heardFromContact(answered), lastInboundAt: flow.now }, input)
  if (reply) await replyToConsentWords(flow, reply, { ...inbound, conversation: heard })
  await tellChanged(flow, conversation, heard, { type: 'contact' })
  flow.emit({ name: 'message.received', event: { workspaceId: flow.workspaceId, message, conversation: heard } })
  if (isAboutConsent) return
  const isLate = lateness(inbound.event.sentAt, flow.now) !== undefined
  await answerByItself(flow, { contact, conversation: heard, line, message, isFirst: opened.isNew, isLate })
}

/** What comes hours later reads as if it were of now, so it is said. */
async function show(flow: Flow, { event }: InboundText, { conversationId, id: messageId }: Message): Promise<void> {
  await flow.enqueue(chatLane(conversationId), { type: 'post-message', messageId }, { atOnce: true })
  const late = lateness(event.sentAt, flow.now)
  if (!late) return
  const text = `This text came ${late} late: it could not be brought here any sooner.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}

/** The first text of a conversation is its root, unless that is a broadcast that it answers; one in a channel of its own is seen there: neither needs a card. */
function isAnnounced({ notification, place, unshownSince }: Conversation): boolean {
  const isRoot = notification.lastActivityAt === undefined && rootOf(place) === undefined && !unshownSince
  return place.type === 'direct' || isRoot
}

function createMessage(flow: Flow, { event, provider }: InboundText, id: string, conversationId: string): Message {
  return {
    id,
    conversationId,
    direction: 'inbound',
    author: { type: 'contact' },
    text: cleanText(event.text),
    media: event.media,
    status: 'received',
    createdAt: flow.now,
    provider,
    externalId: event.externalId,
  }
}

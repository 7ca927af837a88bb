import type { Contact } from '../domain/contact.js'
import type { Conversation, PostRef } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import type { Message } from '../domain/message.js'
import type { Lane } from '../domain/effect.js'
import type { Failure } from '../domain/failure.js'
import { adviceFor } from '../domain/failure-advice.js'
import { formatForPeople } from '../domain/phone-number.js'
import type { ContactView, TextView } from '../domain/view.js'
import { findConversation } from '../flows/open-conversation.js'
import type { Flow } from '../flows/flow.js'
import type { PostTarget } from '../ports/chat-adapter.js'
import { postStep } from './post-step.js'
import type { AfterRefusal, Prepare } from './step.js'

/** Shows a text in its conversation. The first one becomes the root of the thread. */
export const preparePostMessage: Prepare<'post-message'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  if (!found || found.message.post) return undefined
  const { message, conversation, contact, line } = found
  const isRoot = conversation.place.root === undefined
  const common = { contact: viewContact(contact), message: viewText(message) }
  return postStep(flow, outside, {
    entry,
    target: placeOf(conversation),
    view: isRoot ? { type: 'root', lineName: line.name, ...common } : { type: 'message', ...common },
    purpose: isRoot ? 'root' : 'message',
    conversationId: conversation.id,
    messageId,
    record: (recording, ref) => recordPost(recording, messageId, ref, isRoot),
    refused: (recording, failure) => leaveLostThread(recording, conversation.id, failure),
  })
}

async function recordPost(flow: Flow, messageId: string, ref: PostRef, isRoot: boolean): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  await flow.tx.messages.save({ ...message, post: ref })
  const conversation = isRoot && (await flow.tx.conversations.find(message.conversationId))
  if (!conversation) return
  await flow.tx.conversations.save({ ...conversation, place: { type: 'thread', channel: ref.channelId, root: ref } })
}

/** Somebody deleted the thread: the conversation goes on in a new one, with this text as its root. */
async function leaveLostThread(flow: Flow, conversationId: string, failure: Failure): Promise<AfterRefusal> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (failure.category !== 'thread-missing' || !conversation?.place.root) return 'dead'
  const { channel } = conversation.place
  await flow.tx.conversations.save({ ...conversation, place: { type: 'thread', channel } })
  return 'again'
}

/** Says under a text why it did not arrive, and what to do next. */
export const preparePostFailure: Prepare<'post-failure'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  if (!found) return undefined
  const { message, conversation, contact } = found
  return postStep(flow, outside, {
    entry,
    target: placeOf(conversation),
    view: {
      type: 'failure',
      contact: viewContact(contact),
      text: message.text,
      ...adviceFor(message.failure?.category ?? 'other'),
    },
    purpose: 'other',
    conversationId: conversation.id,
    messageId,
  })
}

/** Asks what to do about a text of unknown outcome; not when news has come in the meantime. */
export const preparePostUnsure: Prepare<'post-unsure'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  if (!found || found.message.status !== 'unknown' || found.message.resolution) return undefined
  const { message, conversation, contact } = found
  return postStep(flow, outside, {
    entry,
    target: placeOf(conversation),
    view: { type: 'unsure', messageId, contact: viewContact(contact), text: message.text },
    purpose: 'other',
    conversationId: conversation.id,
    messageId,
    record: (recording, ref) => recordQuestion(recording, messageId, ref, entry.lane),
  })
}

async function recordQuestion(flow: Flow, messageId: string, ref: PostRef, lane: Lane): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  await flow.tx.messages.save({ ...message, question: ref })
  if (message.status !== 'unknown') await flow.enqueue(lane, { type: 'remove-post', post: ref })
}

/** Says what a contact's words did to consent, or asks a person. */
export const preparePostConsent: Prepare<'post-consent'> = async (flow, effect, outside, entry) => {
  const found = await findConversation(flow, effect.conversationId)
  if (!found) return undefined
  const { conversation, contact } = found
  const { conversationId, state, text } = effect
  return postStep(flow, outside, {
    entry,
    target: placeOf(conversation),
    view: { type: 'consent', conversationId, contact: viewContact(contact), state, text },
    purpose: 'other',
    conversationId,
  })
}

export const preparePostNotice: Prepare<'post-notice'> = async (flow, { conversationId, text }, outside, entry) => {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return undefined
  const view = { type: 'notice', text } as const
  return postStep(flow, outside, { entry, target: placeOf(conversation), view, purpose: 'other', conversationId })
}

interface FoundMessage {
  readonly message: Message
  readonly conversation: Conversation
  readonly contact: Contact
  readonly line: Line
}

async function findMessage(flow: Flow, messageId: string): Promise<FoundMessage | undefined> {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  return message && found && { message, ...found }
}

function placeOf({ place }: Conversation): PostTarget {
  return { channel: place.channel, thread: place.root }
}

export function viewContact({ address, name }: Contact): ContactView {
  return { address: formatForPeople(address), name }
}

export function viewText({ author, direction, media, text }: Message): TextView {
  return { direction, text, media, memberId: author.type === 'member' ? author.id : undefined }
}

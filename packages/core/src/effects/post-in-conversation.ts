import type { PostRef, ThreadPlace } from '../domain/conversation.js'
import type { Lane } from '../domain/effect.js'
import { cardLane, chatLane, threadLane } from '../domain/lane.js'
import type { Message } from '../domain/message.js'
import { isPlaceGone, type Failure } from '../domain/failure.js'
import { messageInWords } from '../domain/message-in-words.js'
import { adviceFor } from '../domain/failure-advice.js'
import { failureButtons } from '../domain/failure-steps.js'
import { rootOf, targetOf, threadOf } from '../domain/place.js'
import { unfilledIn } from '../domain/text-warnings.js'
import type { RootView } from '../domain/view.js'
import { isAsked } from '../flows/ask-first.js'
import { leaveChannel, whyGone } from '../flows/channels/leave-channel.js'
import { redrawHead } from '../flows/conversations/redraw-head.js'
import { enqueueMark } from '../flows/move-status.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import type { Flow } from '../flows/flow.js'
import { followingChannel } from './following-channel.js'
import { postStep } from './post-step.js'
import { enqueueFiles, standsAsFiles } from './post-file.js'
import type { AfterRefusal, Outside, Prepare } from './step.js'
import { viewContact, viewRoot, viewText } from './views.js'

/** Shows a text in its conversation. The first one becomes the root of the thread. */
export const preparePostMessage: Prepare<'post-message'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  if (!found || found.message.post || found.message.blankedAt) return undefined
  const { message, conversation, contact } = found
  const isRoot = conversation.place.type === 'thread' && !conversation.place.root
  // A scheduled text is shown as one: it only begins the thread where there is none.
  if (message.status === 'scheduled' && !isRoot && entry.state === 'pending') return undefined
  if (!isRoot && entry.state === 'pending' && standsAsFiles(message, outside)) return showAsFiles(flow, found)
  const root = isRoot ? viewRoot(found, message) : undefined
  return postStep(flow, outside, {
    entry,
    target: targetOf(conversation.place),
    view: root ?? { type: 'message', contact: viewContact(contact), message: viewText(message) },
    purpose: isRoot ? 'root' : 'message',
    conversationId: conversation.id,
    messageId,
    // What an interrupted call has drawn is not known any more.
    record: (recording, ref) =>
      recordPost(recording, messageId, ref, outside, root && { drawn: root, isCertain: entry.state === 'pending' }),
    ...followingChannel(conversation),
    refused: (recording, failure) => recordRefused(recording, conversation.id, failure),
  })
}

interface PostedRoot {
  readonly drawn: RootView
  readonly isCertain: boolean
}

/** A picture without words is its own message: no empty one stands beside it. */
async function showAsFiles(flow: Flow, { conversation, message }: FoundMessage): Promise<undefined> {
  await flow.tx.messages.save({ ...message, post: rootOf(conversation.place) })
  await enqueueFiles(flow, message)
  return undefined
}

async function recordPost(
  flow: Flow,
  messageId: string,
  ref: PostRef,
  outside: Outside,
  root: PostedRoot | undefined,
): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  const posted = { ...message, post: ref }
  await flow.tx.messages.save(posted)
  if (root) await recordRoot(flow, posted, ref, root)
  if (outside.chat.files) await enqueueFiles(flow, posted)
  // Its status may have come before there was anything to mark.
  await enqueueMark(flow, posted)
}

/** Something may have changed while the root was on its way: then its head is drawn again. */
async function recordRoot(flow: Flow, first: Message, ref: PostRef, { drawn, isCertain }: PostedRoot): Promise<void> {
  const found = await findConversation(flow, first.conversationId)
  if (!found) return
  const { conversation } = found
  const { place } = conversation
  const thread: ThreadPlace = { ...threadOf(place), channel: ref.channelId, root: ref }
  await flow.tx.conversations.save({ ...conversation, place: place.type === 'direct' ? { ...place, thread } : thread })
  await hasten(flow, threadLane(ref))
  const isSame = isCertain && JSON.stringify(viewRoot(found, first)) === JSON.stringify(drawn)
  if (!isSame) await redrawHead(flow, conversation.id)
}

/** Replies that were there before their root was recorded need not wait any longer. */
async function hasten(flow: Flow, lane: Lane): Promise<void> {
  const head = await flow.tx.outbox.head(lane)
  if (head?.state !== 'pending') return
  await flow.tx.outbox.replace(head, { ...head, dueAt: flow.now })
  flow.wake(lane)
}

/**
 * Somebody deleted the thread: the conversation goes on in a new one, with this text as its root. What chat refuses to
 * show for any other reason leaves a sign, so that nobody misses it.
 */
async function recordRefused(flow: Flow, conversationId: string, failure: Failure): Promise<AfterRefusal> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return 'dead'
  const { place } = conversation
  if (failure.category === 'thread-missing' && place.type === 'thread' && place.root) {
    const { root: _deleted, ...begun } = place
    await flow.tx.conversations.save({ ...conversation, place: begun })
    return 'again'
  }
  if (place.type === 'direct' && isPlaceGone(failure)) {
    await leaveChannel(flow, conversation, whyGone(failure))
    return 'again'
  }
  const text = `A text cannot be shown here (${failure.code ?? failure.category}). It is kept; ask whoever runs this desk for it.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
  return 'dead'
}

/** Says under a text why it did not arrive, and what to do next. */
export const preparePostFailure: Prepare<'post-failure'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  if (!found) return undefined
  const { message, conversation, contact } = found
  return postStep(flow, outside, {
    entry,
    target: targetOf(conversation.place),
    view: {
      type: 'failure',
      contact: viewContact(contact),
      text: messageInWords(message),
      ...adviceFor(message.failure?.category ?? 'other'),
      buttons: contact.erasedAt ? [] : failureButtons(message),
    },
    purpose: 'other',
    conversationId: conversation.id,
    messageId,
    ...followingChannel(conversation),
  })
}

/** Asks what to do about a text of unknown outcome; not when news has come in the meantime. */
export const preparePostUnsure: Prepare<'post-unsure'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  const isObsolete = found?.message.status !== 'unknown' || found.message.resolution !== undefined
  if (!found || (isObsolete && entry.state === 'pending')) return undefined
  const { message, conversation, contact } = found
  return postStep(flow, outside, {
    entry,
    target: targetOf(conversation.place),
    view: { type: 'unsure', messageId, contact: viewContact(contact), text: messageInWords(message) },
    purpose: 'other',
    conversationId: conversation.id,
    messageId,
    ...followingChannel(conversation),
    isObsolete,
    record: (recording, ref) => recordQuestion(recording, messageId, ref),
  })
}

/** A question that has answered itself meanwhile is taken away again. */
async function recordQuestion(flow: Flow, messageId: string, ref: PostRef): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  await flow.tx.messages.save({ ...message, question: ref })
  if (message.status === 'unknown' && !message.resolution) return
  await flow.enqueue(cardLane(message.conversationId), { type: 'remove-post', post: ref })
}

/** Asks whether what somebody typed is to be sent; not when that has been decided in the meantime. */
export const preparePostAsk: Prepare<'post-ask'> = async (flow, { messageId }, outside, entry) => {
  const found = await findMessage(flow, messageId)
  const isObsolete = !found || !(await isAsked(flow, found.message))
  if (!found || (isObsolete && entry.state === 'pending')) return undefined
  const { message, conversation, contact } = found
  return postStep(flow, outside, {
    entry,
    target: targetOf(conversation.place),
    view: {
      type: 'ask',
      messageId,
      contact: viewContact(contact),
      text: messageInWords(message),
      warning: unfilledIn(message.text),
    },
    purpose: 'other',
    conversationId: conversation.id,
    messageId,
    ...followingChannel(conversation),
    isObsolete,
    record: (recording, ref) => recordAsk(recording, messageId, ref, message.text),
  })
}

/** The words it asks about may have changed while it was on its way: then another question is on its way. */
async function recordAsk(flow: Flow, messageId: string, ref: PostRef, text: string): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (message && message.text === text && (await isAsked(flow, message))) {
    return flow.tx.messages.save({ ...message, question: ref })
  }
  const conversationId = message?.conversationId
  if (conversationId) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: ref })
}

/** Says what a contact's words did to consent, or asks a person. */
export const preparePostConsent: Prepare<'post-consent'> = async (flow, effect, outside, entry) => {
  const found = await findConversation(flow, effect.conversationId)
  if (!found || (found.contact.erasedAt && entry.state === 'pending')) return undefined
  const { conversation, contact } = found
  const { conversationId, state, text } = effect
  return postStep(flow, outside, {
    entry,
    target: targetOf(conversation.place),
    view: { type: 'consent', conversationId, contact: viewContact(contact), state, text },
    purpose: 'other',
    conversationId,
    ...followingChannel(conversation),
  })
}

interface FoundMessage extends FoundConversation {
  readonly message: Message
}

async function findMessage(flow: Flow, messageId: string): Promise<FoundMessage | undefined> {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  return message && found && { message, ...found }
}

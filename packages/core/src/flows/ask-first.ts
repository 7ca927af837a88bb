import type { Conversation, PostRef } from '../domain/conversation.js'
import { cardLane, chatLane } from '../domain/lane.js'
import type { Message, WrittenFile } from '../domain/message.js'
import type { WrittenChange } from '../domain/reply.js'
import { unfilledIn } from '../domain/text-warnings.js'
import type { Flow } from './flow.js'
import { findConversation, type FoundConversation } from './open-conversation.js'
import { madeReady } from './made-ready.js'
import { queueText, refusalOf, type QueueTextResult } from './queue-text.js'
import { resolveText } from './resolve-text.js'
import { tell } from './tell.js'

interface Draft {
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: { readonly type: 'member'; readonly id: string; readonly name?: string }
  readonly text: string
  readonly files?: readonly WrittenFile[]
}

/**
 * Asks in the conversation whether something that was typed is to be sent. Until somebody says so it is a text that never
 * leaves: a canceled one, whose question is open.
 */
export async function askFirst(flow: Flow, { contact, conversation, line }: FoundConversation, draft: Draft) {
  const { files, post } = draft
  const author = { type: 'member', id: draft.author.id } as const
  const ready = madeReady({ contact, conversation, line, author, memberName: draft.author.name, text: draft.text })
  if ('type' in ready) return tell(flow, draft, ready.sentence)
  const { text } = ready
  const refusal = refusalOf(flow, { consent: contact.erasedAt ? 'erased' : contact.consent, line, text, files })
  if (refusal) return tell(flow, draft, refusal.sentence)
  const messageId = flow.newId()
  const { id: conversationId } = conversation
  const message: Message = {
    id: messageId,
    conversationId,
    direction: 'outbound',
    author,
    authorCheck: 'needed',
    text,
    media: [],
    files,
    status: 'canceled',
    createdAt: flow.now,
    post,
  }
  await flow.tx.messages.save(message)
  await flow.tx.posts.save({ ref: post, purpose: 'draft', conversationId, messageId })
  await ask(flow, message, conversation)
}

async function ask(flow: Flow, message: Message, conversation: Conversation): Promise<void> {
  await flow.enqueue(chatLane(conversation.id), { type: 'post-ask', messageId: message.id })
  flow.emit({ name: 'message.asked', event: { workspaceId: flow.workspaceId, message, conversation } })
}

/** Whether a text still has braces in it once its variables are filled in, so that it is asked about wherever it was typed. */
export function hasUnfilled(
  found: Partial<FoundConversation>,
  { author, text }: Pick<Draft, 'author' | 'text'>,
): boolean {
  if (!text.includes('{{')) return false
  const by = { author: { type: 'member', id: author.id }, memberName: author.name } as const
  const ready = madeReady({ ...found, ...by, text })
  return !('type' in ready) && unfilledIn(ready.text) !== undefined
}

/** Whether somebody has still to say whether a text is to be sent. */
export async function isAsked(flow: Flow, { id, post, resolution, status }: Message): Promise<boolean> {
  if (status !== 'canceled' || resolution !== undefined || !post) return false
  const known = await flow.tx.posts.find(post)
  return known?.purpose === 'draft' && known.messageId === id
}

/** Somebody said that it is to be sent. It is, once, in the name of whoever wrote it. */
export async function sendAsked(flow: Flow, found: FoundConversation, asked: Message): Promise<QueueTextResult> {
  const { author, files, post, text } = asked
  const result = await queueText(flow, { ...found, author, text, files, post, isReady: true })
  if (result.type === 'refused') return result
  await resolveText(flow, asked, 'resent')
  const { conversationId, id: messageId } = result.message
  if (post) await flow.tx.posts.save({ ref: post, purpose: 'message', conversationId, messageId })
  return result
}

/** Whoever edits or deletes what is being asked about means what it says by then. */
export async function changeAsked(
  flow: Flow,
  messageId: string,
  change: WrittenChange,
  said: Pick<Draft, 'text' | 'files'> | undefined,
): Promise<void> {
  const asked = await flow.tx.messages.find(messageId)
  if (!asked || !(await isAsked(flow, asked))) return
  const found = said && (await findConversation(flow, asked.conversationId))
  if (!found) return dropAsked(flow, asked)
  const memberName = change.author.type === 'member' ? change.author.name : undefined
  const ready = madeReady({ ...found, author: asked.author, memberName, text: said.text })
  if ('type' in ready) {
    await dropAsked(flow, asked)
    return tell(flow, change, ready.sentence)
  }
  const { question: _asked, ...changed } = { ...asked, text: ready.text, files: said.files }
  await flow.tx.messages.save(changed)
  await removeQuestion(flow, asked)
  await ask(flow, changed, found.conversation)
}

/** It stays inside. */
export async function dropAsked(flow: Flow, asked: Message): Promise<void> {
  await resolveText(flow, asked, 'left')
  await removeQuestion(flow, asked)
}

async function removeQuestion(flow: Flow, { conversationId, question }: Message): Promise<void> {
  if (question) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: question })
}

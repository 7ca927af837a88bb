import { decideDelivery, isNote, sentenceFor } from '../domain/decide-delivery.js'
import type { Conversation } from '../domain/conversation.js'
import type { Message } from '../domain/message.js'
import type { WrittenChange, WrittenEdit } from '../domain/reply.js'
import { fitsRoom } from '../domain/text-room.js'
import { unfilledIn } from '../domain/text-warnings.js'
import { askFirst, changeAsked } from './ask-first.js'
import type { Flow } from './flow.js'
import { askForStatus } from './conversations/ask-for-status.js'
import { moveStatus } from './move-status.js'
import { findConversation } from './open-conversation.js'
import { partsOf } from './parts.js'
import { madeReady } from './made-ready.js'
import { asLineSends, queueText, refusalTo } from './queue-text.js'
import { hasNotLeft, takeBack, type Parts } from './take-back.js'
import { tell, tellOnce } from './tell.js'

/** Does what is to be done about a change of a message that was texted, or is about to be. */
export async function actOnChange(flow: Flow, change: WrittenChange): Promise<void> {
  const known = await flow.tx.posts.find(change.post)
  const message = known?.messageId === undefined ? undefined : await flow.tx.messages.find(known.messageId)
  if (message && known?.purpose === 'draft') return changeAsked(flow, message.id, change, whatToAskAbout(change))
  if (!message || message.direction !== 'outbound' || message.blankedAt) return
  const parts = await partsOf(flow, message)
  if (!parts.every(hasNotLeft)) return tellTheTruth(flow, change, parts)
  if (change.edit) await edit(flow, change, change.edit, parts)
  else await takeBack(flow, parts)
}

/** What is only asked about can still be changed; what can never be sent is asked about no more. */
function whatToAskAbout({ edit: said }: WrittenChange): WrittenEdit | undefined {
  if (!said || isNote(said.text) || (said.hasFiles && !said.files?.length)) return undefined
  return said.text.trim() === '' && !said.hasFiles ? undefined : said
}

/** What the message says now is decided upon like any other: it can have become a note. */
async function edit(flow: Flow, change: WrittenChange, said: WrittenEdit, parts: Parts): Promise<void> {
  const [first] = parts
  const found = await findConversation(flow, first.conversationId)
  if (!found) return
  const { place } = found.conversation
  const isDirect = place.type === 'direct' && change.thread === undefined
  const position = isDirect ? 'direct-channel' : 'conversation-thread'
  const mode = place.type === 'direct' && isDirect ? place.mode : found.line?.sendMode
  const rules = { position, mode, statusWords: found.line } as const
  const decision = decideDelivery({ ...said, ...rules, kind: 'plain', author: change.author.type })
  if (decision.type === 'status') {
    await takeBack(flow, parts)
    return askForStatus(flow, change, first.conversationId, decision.wish)
  }
  const written = { ...found, author: first.author, memberName: nameOf(change), ...said }
  const ready = decision.type === 'internal' ? decision : madeReady(written)
  if ('type' in ready) {
    await takeBack(flow, parts)
    return tell(flow, change, ready.type === 'internal' ? sentenceFor(ready.reason) : ready.sentence)
  }
  const { author } = change
  if (author.type === 'member' && unfilledIn(ready.text) !== undefined) {
    await takeBack(flow, parts)
    return askFirst(flow, found, { ...change, ...said, author })
  }
  const refusal = refusalTo(flow, ready)
  if (!refusal) return replaceText(flow, change, { ...said, text: ready.text }, parts)
  await takeBack(flow, parts)
  await tell(flow, change, refusal.sentence)
}

const nameOf = ({ author }: WrittenChange): string | undefined => (author.type === 'member' ? author.name : undefined)

/** A text that goes out as several, or will, is taken back and queued anew. */
async function replaceText(flow: Flow, change: WrittenChange, said: WrittenEdit, parts: Parts): Promise<void> {
  const [first, ...others] = parts
  const found = await findConversation(flow, first.conversationId)
  if (!found) return
  const { files, text } = said
  const isOne = others.length === 0 && found.line && fitsRoom(text, flow.lines.roomOf(found.line))
  if (isOne && !files?.length && !first.files) {
    return reword(flow, { ...first, text: asLineSends(text, found.line) }, found.conversation)
  }
  for (const part of parts) await moveStatus(flow, part, { status: 'canceled' })
  const { author, post } = first
  const result = await queueText(flow, { ...found, author, post, text, files, isReady: true })
  if (result.type === 'refused') return tell(flow, change, result.sentence)
  const { conversationId, id: messageId } = result.message
  await flow.tx.posts.save({ ref: change.post, purpose: 'message', conversationId, messageId })
}

async function reword(flow: Flow, message: Message, conversation: Conversation): Promise<void> {
  await flow.tx.messages.save(message)
  flow.emit({ name: 'message.reworded', event: { workspaceId: flow.workspaceId, message, conversation } })
}

/** Told once per message; what never arrived needs no word about its wording. */
async function tellTheTruth(flow: Flow, change: WrittenChange, parts: Parts): Promise<void> {
  const mayHaveArrived = parts.some(
    ({ startedAt, status }) => startedAt && status !== 'failed' && status !== 'canceled',
  )
  if (!mayHaveArrived) return
  const isCertain = parts.some(({ status }) => status === 'sent' || status === 'delivered')
  const had = isCertain ? 'It had already been sent' : 'It may already have been sent'
  const sentence = change.edit
    ? `${had}; the customer still has the first wording. Send another text to correct it.`
    : `${had}; deleting it here does not take it back from the customer.`
  await tellOnce(flow, change, change.post.messageId, sentence, parts[0].conversationId)
}

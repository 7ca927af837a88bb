import { statusOfParts } from '../domain/merge-status.js'
import type { Message, MessageStatus } from '../domain/message.js'
import type { Flow } from './flow.js'

/** All the messages a text went out as, itself included, locked. Only the first one knows the others. */
export async function partsOf(flow: Flow, first: Message): Promise<readonly [Message, ...Message[]]> {
  const others = (first.parts ?? []).filter((id) => id !== first.id)
  const parts: [Message, ...Message[]] = [first]
  for (const id of others) {
    const part = await flow.tx.messages.find(id)
    if (part) parts.push(part)
  }
  return parts
}

/** The id of the message whose mark tells of this one: parts that share a post have one mark, that of the first. */
export async function idOfMarked(flow: Flow, message: Message): Promise<string> {
  const first = message.partOf === undefined ? undefined : await flow.tx.messages.peek(message.partOf)
  return first && isSharingPost(first, message) ? first.id : message.id
}

/** The status that the mark on a message's post shows. */
export async function statusToShow(flow: Flow, message: Message): Promise<MessageStatus> {
  const others = (message.parts ?? []).filter((id) => id !== message.id)
  const read = await Promise.all(others.map((id) => flow.tx.messages.peek(id)))
  const sharing = read.flatMap((part) => (part && isSharingPost(message, part) ? [part] : []))
  // What was sent again has a successor that is told of instead.
  const [first, ...rest] = [message, ...sharing].filter(({ resolution }) => resolution !== 'resent')
  return first ? statusOfParts([first.status, ...rest.map(({ status }) => status)]) : message.status
}

/** A part that is sent again by a new message: that one is a part of the text now. */
export async function addPart(flow: Flow, resent: Message, successor: Message): Promise<void> {
  const firstId = resent.parts ? resent.id : resent.partOf
  const first = firstId === undefined ? undefined : await flow.tx.messages.find(firstId)
  if (!first?.parts) return
  await flow.tx.messages.save({ ...first, parts: [...first.parts, successor.id] })
  await flow.tx.messages.save({ ...successor, partOf: first.id })
}

function isSharingPost({ post: ours }: Message, { post: other }: Message): boolean {
  return ours !== undefined && ours.channelId === other?.channelId && ours.messageId === other.messageId
}

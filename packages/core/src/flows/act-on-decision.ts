import { collidesWith } from '../domain/collision.js'
import { sentenceFor, type DeliveryDecision } from '../domain/decide-delivery.js'
import type { PostRef } from '../domain/conversation.js'
import { channelLane } from '../domain/lane.js'
import type { Message, WrittenFile } from '../domain/message.js'
import type { ReplyAuthor } from '../domain/reply.js'
import { askFirst, hasUnfilled } from './ask-first.js'
import { askForStatus } from './conversations/ask-for-status.js'
import type { Flow } from './flow.js'
import type { FoundConversation } from './open-conversation.js'
import { queueText } from './queue-text.js'
import { tell, tellOnce } from './tell.js'

/** What somebody typed in a conversation. */
export interface Typed {
  readonly post: PostRef
  readonly thread?: PostRef
  readonly author: ReplyAuthor
  readonly text: string
  readonly files?: readonly WrittenFile[]
  /** When it was heard of, where it had to wait since. */
  readonly heardAt?: Date
  /** The latest messages of the conversation, newest first, where they have been read. */
  readonly recent?: readonly Message[]
}

/** Does with something typed in a conversation what was decided: it is texted, asked about, or its author is told why not. */
export async function actOnDecision(
  flow: Flow,
  typed: Typed,
  found: FoundConversation,
  decision: DeliveryDecision,
): Promise<void> {
  switch (decision.type) {
    case 'deliver':
      return deliver(flow, typed, found)
    case 'ask':
      return typed.author.type === 'member' ? askFirst(flow, found, { ...typed, author: typed.author }) : undefined
    case 'status':
      return askForStatus(flow, typed, found.conversation.id, decision.wish)
    case 'internal':
      return decision.mustTellAuthor ? explain(flow, typed, found, decision.reason) : undefined
    default:
      decision satisfies never
  }
}

/** Braces that nothing stands for may be meant, and may be a template that nobody has filled in: its author says which. */
async function deliver(flow: Flow, typed: Typed, found: FoundConversation): Promise<void> {
  const { author, files, heardAt, post, text } = typed
  if (author.type !== 'member') return
  if (hasUnfilled(found, { author, text })) return askFirst(flow, found, { ...typed, author })
  const other = await whoAnsweredToo(flow, found, author.id, typed.recent)
  const { id, name: memberName } = author
  const by = { author: { type: 'member', id }, memberName } as const
  const result = await queueText(flow, { ...found, ...by, text, files, heardAt, post })
  if (result.type === 'refused') return tell(flow, typed, result.sentence)
  const { id: messageId, conversationId } = result.message
  await flow.tx.posts.save({ ref: post, purpose: 'message', conversationId, messageId })
  if (other !== undefined) await tellOfCollision(flow, typed, author.id, other)
}

async function whoAnsweredToo(
  flow: Flow,
  { conversation, line }: FoundConversation,
  authorId: string,
  recent: Typed['recent'],
): Promise<string | undefined> {
  const windowMs = line?.collisionWindowMs ?? 0
  if (windowMs === 0) return undefined
  return collidesWith(recent ?? (await readRecent(flow, conversation.id)), authorId, flow.now, windowMs)
}

/** As many as tell who has answered last. */
export function readRecent({ tx }: Flow, conversationId: string): Promise<readonly Message[]> {
  return tx.messages.newest(conversationId, 10)
}

async function tellOfCollision(flow: Flow, { post, thread }: Typed, memberId: string, aboutId: string): Promise<void> {
  const { channelId: channel } = post
  const text = 'has just answered too. Both texts are sent.'
  await flow.enqueue(channelLane(channel), { type: 'whisper', channel, thread, memberId, text, aboutId })
}

type InternalDecision = Extract<DeliveryDecision, { type: 'internal' }>

/** Of what is so for a whole place its author is told once. */
async function explain(
  flow: Flow,
  typed: Typed,
  { conversation }: FoundConversation,
  reason: InternalDecision['reason'],
): Promise<void> {
  const sentence = sentenceFor(reason)
  if (reason !== 'moved' && reason !== 'alerts-only') return tell(flow, typed, sentence)
  const place = `${typed.thread?.messageId ?? typed.post.channelId}:${conversation.place.channel}`
  await tellOnce(flow, typed, place, sentence, reason === 'moved' ? conversation.id : undefined)
}

import { isOptOutReply } from '../domain/consent-reply.js'
import { chatLane } from '../domain/lane.js'
import type { Line } from '../domain/line.js'
import { isLooping, loopLookBack, loopWindowMs } from '../domain/loop-breaker.js'
import type { MessageAuthor } from '../domain/message.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Flow } from './flow.js'

interface Sending {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly line: Line
  readonly author: MessageAuthor
}

/** A rule that a text would break, and why it is not sent. */
export interface BrokenRule {
  readonly reason: 'limit' | 'line-limit' | 'loop'
  readonly because: string
}

/**
 * Counts a text against the limits of its line, and looks whether machines have begun to talk to each other.
 *
 * @param count - parts that it goes out as
 */
export async function brokenRule(flow: Flow, sending: Sending, count: number): Promise<BrokenRule | undefined> {
  if (sending.author.type === 'automation' && (await stopsLoop(flow, sending.conversation))) return inLoop
  // The one confirmation that the law wants is never one too many.
  return isOptOutReply(sending.author) ? undefined : overLimit(flow, sending, count)
}

const inLoop: BrokenRule = { reason: 'loop', because: 'too many automatic texts went to this contact just now.' }

/** The thread is told once in a while. */
async function stopsLoop(flow: Flow, { id: conversationId }: Conversation): Promise<boolean> {
  if (!isLooping(await flow.tx.messages.newest(conversationId, loopLookBack), flow.now)) return false
  const period = Math.floor(flow.now.getTime() / loopWindowMs)
  const earlier = await flow.tx.claims.claim(`loop:${conversationId}:${period}`, conversationId, flow.now)
  if (earlier !== undefined) return true
  const text = 'Automatic texts to this contact are stopped for a while: it looks as if two machines answer each other.'
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
  return true
}

async function overLimit(flow: Flow, { contact, line }: Sending, count: number): Promise<BrokenRule | undefined> {
  const { dailyTexts, dailyTextsPerContact } = line
  if (await isOver(flow, `day:contact:${contact.id}`, dailyTextsPerContact, count)) {
    const because = `this contact has had the ${dailyTextsPerContact} texts that this line sends to one in a day. Tomorrow is another one.`
    return { reason: 'limit', because }
  }
  if (!(await isOver(flow, `day:line:${line.id}`, dailyTexts, count))) return undefined
  return { reason: 'line-limit', because: `this line has sent the ${dailyTexts} texts that it sends in a day.` }
}

/** A clock that stands at the beginning of the day, moved on by a millisecond for every text, is a counter of the day. */
async function isOver({ now, tx }: Flow, key: string, limit: number, count: number): Promise<boolean> {
  if (limit === 0) return false
  const day = new Date(Math.floor(now.getTime() / dayMs) * dayMs)
  const mark = await tx.limits.take(key, count, day)
  return mark.getTime() - day.getTime() > limit
}

const dayMs = 24 * 60 * 60_000

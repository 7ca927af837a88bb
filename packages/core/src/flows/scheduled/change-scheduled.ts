import { fillTyped, sentenceOf } from '../../domain/template.js'
import { variablesOf } from '../../domain/template-variables.js'
import { cardLane } from '../../domain/lane.js'
import type { Message } from '../../domain/message.js'
import { redrawHead } from '../conversations/redraw-head.js'
import type { Flow } from '../flow.js'
import { moveStatus } from '../move-status.js'
import { findConversation } from '../open-conversation.js'
import { refusalTo, type Refusal } from '../queue-text.js'
import { takeBackQueued } from '../take-back.js'
import { releaseText } from './release-text.js'
import { armTimer, disarmTimer, refuseTime, tellScheduled } from './schedule-text.js'

/** `gone`: it is not scheduled any more, or never was. */
export type ChangeResult =
  | { readonly type: 'changed'; readonly message: Message }
  | { readonly type: 'gone'; readonly reason: 'left' | 'canceled' | 'unknown'; readonly sentence: string }
  | Refusal

export interface ScheduledChanges {
  readonly text?: string
  readonly at?: Date
  /** Ids of those of its files that still go along. @defaultValue all */
  readonly kept?: readonly string[]
}

/** Changes words or time of a scheduled text. Against its firing it is decided by who locks the text first. */
export async function editScheduled(flow: Flow, messageId: string, wanted: ScheduledChanges): Promise<ChangeResult> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'scheduled') return gone(message)
  const changes = await withVariables(flow, message, wanted)
  const refusal = 'type' in changes ? changes : await refuseChange(flow, message, changes)
  if ('type' in changes || refusal) return refusal ?? gone(message)
  const changed = apply(message, changes)
  await flow.tx.messages.save(changed)
  if (changed.scheduledFor !== message.scheduledFor) {
    await disarmTimer(flow, message)
    await armTimer(flow, changed)
  }
  await redraw(flow, changed)
  await tellScheduled(flow, changed)
  return { type: 'changed', message: changed }
}

/** Cancels a text that has not left, scheduled or not. */
export async function cancelText(flow: Flow, messageId: string): Promise<ChangeResult> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.direction !== 'outbound' || message.scheduledFor) return cancelScheduled(flow, messageId)
  // One that somebody is asked about was never on its way.
  if (message.status === 'canceled') return message.question ? gone(message) : { type: 'changed', message }
  const canceled = await takeBackQueued(flow, message)
  return canceled ? { type: 'changed', message: canceled } : left
}

/** Cancels a scheduled text; one that was canceled before stays so. */
export async function cancelScheduled(flow: Flow, messageId: string): Promise<ChangeResult> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status === 'canceled' && message.scheduledFor) return { type: 'changed', message }
  if (message?.status !== 'scheduled') return gone(message)
  const canceled = await moveStatus(flow, message, { status: 'canceled' })
  await disarmTimer(flow, message)
  await redraw(flow, canceled)
  return { type: 'changed', message: canceled }
}

/** Sends a scheduled text at once. What stands against that is told, and it stays scheduled. */
export async function sendScheduledNow(flow: Flow, messageId: string): Promise<ChangeResult> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'scheduled') return gone(message)
  const result = await releaseText(flow, message)
  if (result.type === 'refused') return result
  await disarmTimer(flow, message)
  return { type: 'changed', message: result.message }
}

/** What a person writes anew is filled in anew. It was signed before, and whoever took that out has meant to. */
async function withVariables(
  flow: Flow,
  { author, conversationId }: Message,
  changes: ScheduledChanges,
): Promise<ScheduledChanges | Refusal> {
  if (!changes.text?.includes('{{') || author.type !== 'member') return changes
  const found = await findConversation(flow, conversationId)
  const filled = fillTyped(changes.text, variablesOf(found ?? {}))
  if (filled.type === 'filled') return { ...changes, text: filled.text }
  return { type: 'refused', reason: 'variables', sentence: `Not changed: ${sentenceOf(filled.problems)}` }
}

async function refuseChange(flow: Flow, message: Message, changes: ScheduledChanges): Promise<Refusal | undefined> {
  const { at, kept, text } = changes
  const refusal = at && at.getTime() !== message.scheduledFor?.getTime() ? refuseTime(at, flow.now) : undefined
  if (refusal || (text === undefined && kept === undefined)) return refusal
  const found = await findConversation(flow, message.conversationId)
  return found && refusalTo(flow, { ...found, ...apply(message, changes) })
}

/** Another time is a decision about what was held. */
function apply(message: Message, { at, kept, text = message.text }: ScheduledChanges): Message {
  const files = message.files?.filter(({ id }) => kept?.includes(id) ?? true)
  const changed = { ...message, text, ...(files && { files }) }
  if (at === undefined || at.getTime() === message.scheduledFor?.getTime()) return changed
  return { ...changed, scheduledFor: at, heldBecause: undefined }
}

async function redraw(flow: Flow, { conversationId, id: messageId, post }: Message): Promise<void> {
  const key = `scheduled:${messageId}`
  await flow.enqueue(cardLane(conversationId), { type: 'update-scheduled', messageId }, { key })
  // Shown before it has left, it is the one that the head shows.
  if (post) await redrawHead(flow, conversationId)
}

function gone(message: Message | undefined): ChangeResult {
  if (!message || !message.scheduledFor) {
    return { type: 'gone', reason: 'unknown', sentence: 'There is no such scheduled text.' }
  }
  if (message.status === 'canceled') return { type: 'gone', reason: 'canceled', sentence: 'This text was canceled.' }
  return left
}

const left = { type: 'gone', reason: 'left', sentence: 'This text has already been sent.' } as const

import type { Message } from '../../domain/message.js'
import type { Quiet } from '../../domain/quiet-hours.js'
import type { Flow } from '../flow.js'
import { moveStatus } from '../move-status.js'
import { findConversation } from '../open-conversation.js'
import { quietFor, sentenceOfQuiet } from './quiet-for.js'
import { releaseText } from './release-text.js'
import { armTimer, postScheduled, tellScheduled } from './schedule-text.js'

const missed = 'It was due while this desk was not running. Send it now, or choose another time.'

/**
 * The time of a scheduled text has come. Everything is looked at again: what stands against it by now holds it, in its
 * thread, until a person decides. A text whose time was changed meanwhile has another timer.
 *
 * @param lateAfterMs - milliseconds after which it would arrive absurdly late
 */
export async function fireText(flow: Flow, messageId: string, lateAfterMs: number): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'scheduled' || !message.scheduledFor || message.scheduledFor > flow.now) return
  if (message.blankedAt) return void (await moveStatus(flow, message, { status: 'canceled' }))
  if (flow.now.getTime() - message.scheduledFor.getTime() > lateAfterMs) return hold(flow, message, missed)
  const found = await findConversation(flow, message.conversationId)
  const quiet = found && quietFor(flow, found)
  if (quiet && found.line?.quietHours !== 'off') return waitForMorning(flow, message, quiet, found.line?.quietHours.to)
  const result = await releaseText(flow, message)
  if (result.type === 'refused') await hold(flow, message, result.sentence)
}

/** It leaves by itself when their quiet hours end; until then a person can send it all the same. */
async function waitForMorning(flow: Flow, message: Message, quiet: Quiet, to = ''): Promise<void> {
  const moved: Message = { ...message, scheduledFor: quiet.until }
  await armTimer(flow, moved)
  await hold(flow, moved, sentenceOfQuiet(quiet, to))
}

/** Nothing is lost: it stays where it is, and its thread says why. */
async function hold(flow: Flow, message: Message, heldBecause: string): Promise<void> {
  const held: Message = { ...message, heldBecause }
  await flow.tx.messages.save(held)
  await postScheduled(flow, held)
  await tellScheduled(flow, held)
}

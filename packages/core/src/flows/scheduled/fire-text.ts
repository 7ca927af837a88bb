import type { Message } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { moveStatus } from '../move-status.js'
import { releaseText } from './release-text.js'
import { postScheduled, tellScheduled } from './schedule-text.js'

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
  const result = await releaseText(flow, message)
  if (result.type === 'refused') await hold(flow, message, result.sentence)
}

/** Nothing is lost: it stays where it is, and its thread says why. */
async function hold(flow: Flow, message: Message, heldBecause: string): Promise<void> {
  const held: Message = { ...message, heldBecause }
  await flow.tx.messages.save(held)
  await postScheduled(flow, held)
  await tellScheduled(flow, held)
}

import { isZone } from '../../domain/contact-details.js'
import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import type { Line } from '../../domain/line.js'
import { countryOf } from '../../domain/phone-number.js'
import { quietNow, type Quiet } from '../../domain/quiet-hours.js'
import { zonesOfNumber } from '../../domain/zones-of-number.js'
import type { Flow } from '../flow.js'
import { queueText, type QueueTextResult, type TextToQueue } from '../queue-text.js'
import { scheduleText, type ScheduleResult } from './schedule-text.js'

const dayMs = 24 * 60 * 60_000

/**
 * Whether it is quiet for a contact now; not for somebody who has written within a day: they are awake, or wait.
 *
 * @param known - what was found for others on the same line at the same moment, by their zones: to be kept by whoever asks
 *   for thousands
 */
export function quietFor(
  { now }: Flow,
  { contact, conversation, line }: Pick<TextToQueue, 'contact' | 'conversation' | 'line'>,
  known = new Map<string, Quiet | undefined>(),
): Quiet | undefined {
  if (!line || line.quietHours === 'off' || hasWrittenLately(conversation, now)) return undefined
  const zones = zonesOf(contact, line)
  const key = zones.join()
  const [zone = 'UTC', ...others] = zones
  if (!known.has(key)) known.set(key, quietNow(line.quietHours, [zone, ...others], now))
  return known.get(key)
}

function hasWrittenLately({ lastInboundAt }: Conversation, now: Date): boolean {
  return lastInboundAt !== undefined && now.getTime() - lastInboundAt.getTime() < dayMs
}

/** Their own, else a guess from their number, else one from where the line is at home. */
function zonesOf({ address, zone }: Contact, { defaultCountry }: Line): readonly string[] {
  if (zone !== undefined && isZone(zone)) return [zone]
  const guessed = zonesOfNumber(address, countryOf(address))
  return guessed.length > 0 ? guessed : zonesOfNumber('', defaultCountry)
}

/** What people read where a text waits. */
export const sentenceOfQuiet = ({ clock }: Quiet, to: string): string =>
  `It is ${clock} there. It leaves at ${to} their time.`

/** Queues a text, or has it wait for the morning when it is the first one to somebody for whom it is quiet. */
export async function queueOrWait(flow: Flow, request: TextToQueue): Promise<QueueTextResult | ScheduleResult> {
  const isFirst = request.conversation.lastInboundAt === undefined
  const quiet = isFirst ? quietFor(flow, request) : undefined
  const hours = request.line?.quietHours
  if (!quiet || hours === undefined || hours === 'off') return queueText(flow, request)
  return scheduleText(flow, request, quiet.until, sentenceOfQuiet(quiet, hours.to))
}

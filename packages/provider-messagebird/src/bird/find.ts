import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import { VendorCallError } from '@threadline/core/http'
import { asking, refused, unknown } from '../errors.js'
import type { BirdSettings } from '../options.js'
import { type Fields, objectOf } from '../read.js'
import type { Call } from './client.js'
import { listAll } from './list.js'
import { referenceKey } from './send.js'
import { acceptedText } from './status-map.js'

type FindOutcome = Outcome<AcceptedText, TextFailureCategory>

/** How far our clock and Bird's may be apart. */
const clockToleranceMs = 5 * 60_000

/** A text may still turn up in the list this long after the call that brought it. */
const settlingMs = 30_000

/**
 * Looks in Bird's list for a text whose sending ended *unknown*, by the reference in its metadata:
 *
 * - *done* when a message bears it;
 * - *refused*, to be sent again, when the whole list since the call was read, the call is 30 seconds old, and none does;
 * - *unknown* otherwise.
 */
export function findText(
  settings: BirdSettings,
  call: Call,
  text: OutboundText,
  startedAt: Date,
): Promise<FindOutcome> {
  return asking(async () => {
    const ageMs = settings.now().getTime() - startedAt.getTime()
    const { messages, isWhole } = await listAll(call, {
      direction: 'outbound',
      from: text.from,
      to: text.to,
      created_after: new Date(startedAt.getTime() - clockToleranceMs).toISOString(),
    })
    const ours = messages.filter((message) => referenceOf(message) === text.reference)
    const found = ours.map(acceptedText).find((accepted) => accepted !== undefined)
    if (found) return { type: 'done', value: found }
    const absenceIsCertain = ours.length === 0 && isWhole && ageMs >= settlingMs
    return absenceIsCertain ? notThere : cannotTell('The text is not in the list, and may still appear.')
  })
}

/** Asks how far a text has come. */
export function checkText(call: Call, externalId: string): Promise<FindOutcome> {
  return asking(async () => {
    const message = await call((sms) => sms.get(externalId)).catch((error: unknown) => {
      if (isNotFound(error)) return undefined
      throw error
    })
    if (!message) return unknownId
    const value = acceptedText({ ...message })
    return value?.externalId === externalId
      ? { type: 'done', value }
      : cannotTell('The answer is not about this message.')
  })
}

/** Our own id in a message's or an event's metadata. */
export function referenceOf(holder: Fields): string | undefined {
  const reference = objectOf(holder['metadata'])?.[referenceKey]
  return typeof reference === 'string' && reference !== '' ? reference : undefined
}

function isNotFound(error: unknown): boolean {
  return error instanceof VendorCallError && error.failure.type === 'answer' && error.failure.status === 404
}

function cannotTell(detail: string): FindOutcome {
  return unknown({ category: 'other', detail })
}

const notThere = refused({ category: 'provider-down', detail: 'Bird never took this text over.' }, true)

const unknownId = refused({ category: 'other', detail: 'Bird does not know this message.' }, false)

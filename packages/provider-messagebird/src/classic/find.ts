import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import { asking, refused } from '../errors.js'
import type { ClassicSettings } from '../options.js'
import type { Fields } from '../read.js'
import { toVendor } from './address.js'
import type { ClassicClient } from './client.js'
import { cannotTell, isNotFound, listAll, rfc3339 } from './list.js'
import { isMms } from './send.js'
import { acceptedText } from './status-map.js'

type FindOutcome = Outcome<AcceptedText, TextFailureCategory>

/** How far our clock and MessageBird's may be apart. */
const clockToleranceMs = 5 * 60_000

/** A text may still turn up in the list this long after the call that brought it. */
const settlingMs = 30_000

/**
 * Looks in MessageBird's list for a text whose sending ended *unknown*, by the `reference` it was given:
 *
 * - *done* when a message bears it;
 * - *refused*, to be sent again, when the whole list around the call was read, the call is 30 seconds old, and none does;
 * - *unknown* otherwise, and always for pictures that are not found: their list cannot be narrowed.
 */
export function findText(
  settings: ClassicSettings,
  client: ClassicClient,
  text: OutboundText,
  startedAt: Date,
): Promise<FindOutcome> {
  return asking(async () => {
    const ageMs = settings.now().getTime() - startedAt.getTime()
    const { items, isWhole } = isMms(text)
      ? await listAll(client, '/mms', {})
      : await listAll(client, '/messages', filterOf(text, startedAt, settings.now()))
    const ours = items.filter((message) => message['reference'] === text.reference)
    const found = ours.map(acceptedText).find((accepted) => accepted !== undefined)
    if (found) return { type: 'done', value: found }
    const absenceIsCertain = ours.length === 0 && isWhole && !isMms(text) && ageMs >= settlingMs
    return absenceIsCertain ? notThere : cannotTell('The text is not in the list, and may still appear.')
  })
}

/** Asks how far a text has come. An id does not tell texts from pictures, so a desk with MMS asks for both. */
export function checkText(settings: ClassicSettings, client: ClassicClient, externalId: string): Promise<FindOutcome> {
  return asking(async () => {
    const message = await readMessage(settings, client, encodeURIComponent(externalId))
    if (!message) return unknownId
    const value = acceptedText(message)
    return value?.externalId === externalId
      ? { type: 'done', value }
      : cannotTell('The answer is not about this message.')
  })
}

async function readMessage(settings: ClassicSettings, client: ClassicClient, id: string): Promise<Fields | undefined> {
  const read = (path: string): Promise<Fields | undefined> =>
    client.get(path).catch((error: unknown) => {
      if (isNotFound(error)) return undefined
      throw error
    })
  const message = await read(`/messages/${id}`)
  return message || !settings.mms ? message : read(`/mms/${id}`)
}

function filterOf(text: OutboundText, startedAt: Date, now: Date): Readonly<Record<string, string>> {
  return {
    originator: toVendor(text.from),
    recipient: toVendor(text.to),
    direction: 'mt',
    from: rfc3339(startedAt.getTime() - clockToleranceMs),
    until: rfc3339(now.getTime() + clockToleranceMs),
  }
}

const notThere = refused({ category: 'provider-down', detail: 'MessageBird never took this text over.' }, true)

const unknownId = refused({ category: 'other', detail: 'MessageBird does not know this message.' }, false)

import type { Outcome, TextFailureCategory, TextReceived } from '@threadline/core'
import { asking } from '../errors.js'
import type { ClassicSettings } from '../options.js'
import { dateOf, type Fields, objectOf, objectsOf, textOf } from '../read.js'
import { fromVendor, toVendor } from './address.js'
import type { ClassicClient } from './client.js'
import { cannotTell, listAll, rfc3339 } from './list.js'
import { isMessageId } from './status-map.js'

/** Texts that came to one of our senders since a time, oldest first. Pictures are in another list, and are left out. */
export function listInbound(
  settings: ClassicSettings,
  client: ClassicClient,
  to: string,
  since: Date,
): Promise<Outcome<readonly TextReceived[], TextFailureCategory>> {
  return asking(async () => {
    const { items, isWhole } = await listAll(client, '/messages', {
      direction: 'mo',
      recipient: toVendor(to),
      from: rfc3339(since.getTime()),
      until: rfc3339(settings.now().getTime() + 60_000),
    })
    if (!isWhole) return cannotTell('There are more texts than can be listed: ask for a shorter time.')
    const texts = items
      .flatMap((message) => textReceived(message) ?? [])
      .filter((text) => text.to === to && isSince(text, since))
    // It comes newest first; equal times, in whole seconds, keep that order, turned round.
    return { type: 'done', value: texts.toReversed().toSorted((left, right) => timeOf(left) - timeOf(right)) }
  })
}

function textReceived(message: Fields): TextReceived | undefined {
  const externalId = textOf(message['id'])
  const from = textOf(message['originator'])
  const [recipient] = objectsOf(objectOf(message['recipients'])?.['items'])
  const to = textOf(recipient?.['recipient'])
  if (message['direction'] !== 'mo' || !externalId || !isMessageId(externalId) || !from || !to) return undefined
  const sentAt = dateOf(message['createdDatetime'])
  return {
    type: 'text',
    externalId,
    from: fromVendor(from),
    to: fromVendor(to),
    text: (textOf(message['body']) ?? '').replaceAll('\u0000', ''),
    media: [],
    ...(sentAt ? { sentAt } : {}),
  }
}

/** MessageBird's times are whole seconds. A text without one may be new. */
function isSince({ sentAt }: TextReceived, since: Date): boolean {
  return sentAt === undefined || sentAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000
}

function timeOf(text: TextReceived): number {
  return text.sentAt?.getTime() ?? 0
}

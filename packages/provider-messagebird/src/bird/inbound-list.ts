import type { Outcome, TextFailureCategory, TextReceived } from '@threadline/core'
import { asking, unknown } from '../errors.js'
import { dateOf, type Fields, textOf } from '../read.js'
import type { Call } from './client.js'
import { wordsOf } from './events.js'
import { listAll } from './list.js'
import { isMessageId } from './status-map.js'

/** Texts that came to one of our senders since a time, oldest first. */
export function listInbound(
  call: Call,
  to: string,
  since: Date,
): Promise<Outcome<readonly TextReceived[], TextFailureCategory>> {
  return asking(async () => {
    const query = { direction: 'inbound', to, created_after: since.toISOString() } as const
    const { messages, isWhole } = await listAll(call, query)
    if (!isWhole) return tooMany
    const texts = messages
      .flatMap((message) => textReceived(message) ?? [])
      .filter((text) => text.to === to && isSince(text, since))
    // It comes newest first; equal times keep that order, turned round.
    return { type: 'done', value: texts.toReversed().toSorted((left, right) => timeOf(left) - timeOf(right)) }
  })
}

function textReceived(message: Fields): TextReceived | undefined {
  const { id, direction } = message
  const [from, to] = [textOf(message['from']), textOf(message['to'])]
  if (direction !== 'inbound' || !isMessageId(id) || !from || !to) return undefined
  const sentAt = dateOf(message['created_at'])
  return {
    type: 'text',
    externalId: id,
    from,
    to,
    text: wordsOf(message),
    media: [],
    ...(sentAt ? { sentAt } : {}),
  }
}

/** A text without a time may be new. */
function isSince({ sentAt }: TextReceived, since: Date): boolean {
  return sentAt === undefined || sentAt.getTime() >= since.getTime()
}

function timeOf(text: TextReceived): number {
  return text.sentAt?.getTime() ?? 0
}

const tooMany = unknown({
  category: 'other',
  detail: 'There are more texts than can be listed: ask for a shorter time.',
})

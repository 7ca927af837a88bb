import type { MessageStatus } from './message.js'
import type { Mark } from './view.js'

/**
 * How far each status stands, as one total order: merging is taking the maximum, so the order and the number of
 * receipts cannot matter.
 *
 * Among the ends, the one whose news comes from farther along the way wins: the handset (`delivered`), the carrier
 * (`undelivered`), the provider (`failed`), ourselves (`canceled`). A text the handset has confirmed did arrive,
 * whatever was said before. A new status does not compile until it has its rank here.
 */
const ranks: Readonly<Record<MessageStatus, number>> = {
  scheduled: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  canceled: 5,
  failed: 6,
  undelivered: 7,
  delivered: 8,
  received: 9,
}

/**
 * The status of a message after some news about it. It only moves forward.
 *
 * Every order and repetition of the same news ends in the same status. `unknown` never undoes `sent`, and is left by
 * `sent` or any end. An inbound message stays `received`, and no outbound one becomes it.
 */
export function mergeStatus(current: MessageStatus, incoming: MessageStatus): MessageStatus {
  if (incoming === 'received') return current
  return ranks[incoming] > ranks[current] ? incoming : current
}

/**
 * The status to show for a text that went out as several messages: a failure if there is one, else one of which there
 * is nothing to say yet, else the one that has come least far.
 */
export function statusOfParts(statuses: readonly [MessageStatus, ...MessageStatus[]]): MessageStatus {
  const failed = statuses.find((status) => markFor(status) === 'failed')
  const unmarked = statuses.find((status) => markFor(status) === undefined)
  return failed ?? unmarked ?? statuses.reduce((least, status) => (ranks[status] < ranks[least] ? status : least))
}

/** Whether nothing more is expected about a message. */
export function isTerminal(status: MessageStatus): boolean {
  return ranks[status] >= ranks.canceled
}

/** The emoji a message carries in chat for its status; absent while there is nothing to say. */
export function markFor(status: MessageStatus): Mark | undefined {
  switch (status) {
    case 'sent':
    case 'delivered':
      return status
    case 'undelivered':
    case 'failed':
      return 'failed'
    case 'scheduled':
    case 'queued':
    case 'sending':
    case 'unknown':
    case 'canceled':
    case 'received':
      return undefined
    default:
      return status satisfies never
  }
}

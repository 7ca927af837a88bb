import type { Line, Sender } from './line.js'

/**
 * The senders of a line in the order in which they are tried for a contact: those with the number the contact knows come
 * first, so that their phone shows one thread; else it is the line's own order.
 *
 * @param known - what the contact's last text came to, or the first of ours left from
 */
export function sendersFor({ senders }: Line, known: Sender | undefined): readonly [Sender, ...Sender[]] {
  const [first, ...others] = senders.filter(({ address }) => address === known?.address)
  return first ? [first, ...others, ...senders.filter(({ address }) => address !== known?.address)] : senders
}

/** A sender that has refused a text for good, in a way that another one may do better. */
export interface SenderRefusal {
  readonly sender: Sender
  readonly category: string
}

import type { Line, Sender } from './line.js'

/**
 * The senders of a line in the order in which they are tried for a contact: those with the number the contact knows come
 * first, so that their phone shows one thread; else it is the line's own order. Never one that only receives.
 *
 * @param known - what the contact's last text came to, or the first of ours left from
 */
export function sendersFor({ senders }: Line, known: Sender | undefined): readonly [Sender, ...Sender[]] {
  const sending = senders.filter(({ receivesOnly }) => !receivesOnly)
  const isKnown = ({ address }: Sender) => address === known?.address
  const [first = senders[0], ...others] = [...sending.filter(isKnown), ...sending.filter((one) => !isKnown(one))]
  return [first, ...others]
}

/** A sender that has refused a text for good, in a way that another one may do better. */
export interface SenderRefusal {
  readonly sender: Sender
  readonly category: string
}

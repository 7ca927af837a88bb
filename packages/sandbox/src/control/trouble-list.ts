import type { Fault } from '../faults.js'
import type { WebhookFault } from '../webhook-faults.js'

/** Something that goes wrong until it is put right again. */
export interface Trouble {
  readonly label: string
  readonly side: 'slack' | 'carrier'
  readonly call?: { readonly on: string | RegExp; readonly fault: Fault }
  readonly webhook?: { readonly on?: string | RegExp; readonly fault: WebhookFault }
}

const everyCall = /./

/** What the page offers to go wrong, by name. */
export const troubles = {
  'slack-slow': { label: 'Slack is slow', side: 'slack', call: { on: everyCall, fault: { type: 'delay', ms: 2_500 } } },
  'slack-busy': {
    label: 'Slack says: too many requests',
    side: 'slack',
    call: { on: /^chat\./, fault: { type: 'rate-limit', retryAfterMs: 5_000 } },
  },
  'slack-down': {
    label: 'Slack is down',
    side: 'slack',
    call: { on: everyCall, fault: { type: 'error', status: 503 } },
  },
  'carrier-silent': {
    label: 'Carrier takes texts and does not answer',
    side: 'carrier',
    call: { on: 'messages.create', fault: { type: 'accept-then-drop' } },
  },
  'carrier-down': { label: 'Carrier is away', side: 'carrier', call: { on: everyCall, fault: { type: 'reset' } } },
  twice: { label: 'Webhooks come twice', side: 'carrier', webhook: { fault: { type: 'duplicate' } } },
  shuffled: {
    label: 'Webhooks come in another order',
    side: 'carrier',
    webhook: { fault: { type: 'reorder', window: 3 } },
  },
  forged: { label: 'Forged webhooks come first', side: 'carrier', webhook: { fault: { type: 'forge' } } },
} as const satisfies Readonly<Record<string, Trouble>>

export type TroubleName = keyof typeof troubles

/** Reads the name of a trouble; throws when there is none of that name. */
export function troubleNamed(name: string): TroubleName {
  const known = Object.keys(troubles) as TroubleName[]
  const found = known.find((candidate) => candidate === name)
  if (!found) throw new Error(`There is no trouble “${name}”. There are ${known.join(', ')}.`)
  return found
}

import { isStruck, matchesName } from './faults.js'

/** Something that goes wrong with a webhook on its way out. */
export type WebhookFault =
  /** It arrives once more, freshly built (`copies` more times, one when absent). */
  | { readonly type: 'duplicate'; readonly copies?: number }
  /** It waits until `window` webhooks have gathered, then they leave in a random order. */
  | { readonly type: 'reorder'; readonly window: number }
  /** It leaves `ms` milliseconds later, and others overtake it. */
  | { readonly type: 'delay'; readonly ms: number }
  /** It never arrives, and nobody retries it. */
  | { readonly type: 'drop' }
  /** A copy with a bad signature arrives first. Together with `drop`, only that one arrives. */
  | { readonly type: 'forge' }

/** When a fault strikes a webhook. */
export interface WebhookFaultRule {
  /**
   * Name of the webhook (exact), or a pattern to find in it.
   *
   * @defaultValue every webhook
   */
  readonly on?: string | RegExp
  readonly fault: WebhookFault
  /**
   * How many times it strikes.
   *
   * @defaultValue until cleared
   */
  readonly times?: number
  /**
   * How likely it is to strike a webhook it fits, from 0 to 1.
   *
   * @defaultValue 1
   */
  readonly chance?: number
}

/** The faults waiting to strike the webhooks of one sender. */
export interface WebhookFaults {
  add(rule: WebhookFaultRule): void
  clear(): void
}

/** The faults that strike one webhook: at most one of each type. */
export type StruckFaults = {
  readonly [Type in WebhookFault['type']]?: Extract<WebhookFault, { type: Type }>
}

/** Makes an empty set; `take` gives what strikes the webhook of that name now and uses up one time of each. */
export function createWebhookFaults(random: () => number): WebhookFaults & { take(name: string): StruckFaults } {
  let waiting: { readonly rule: WebhookFaultRule; timesLeft: number }[] = []

  return {
    add: (rule) => void waiting.push({ rule, timesLeft: rule.times ?? Infinity }),
    clear: () => void (waiting = []),
    take(name) {
      const struck: { -readonly [Type in keyof StruckFaults]: WebhookFault } = {}
      for (const entry of waiting) {
        const { rule } = entry
        const fits = entry.timesLeft > 0 && matchesName(rule.on, name) && !(rule.fault.type in struck)
        if (!fits || !isStruck(rule.chance, random)) continue
        entry.timesLeft -= 1
        struck[rule.fault.type] = rule.fault
      }
      return struck as StruckFaults
    },
  }
}

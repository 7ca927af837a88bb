import type { Clock } from '@threadline/core'
import { SlackFailure } from '../api/failure.js'
import type { Ids } from '../state/ids.js'

/** How long a trigger may be exchanged for a view, in milliseconds. */
const lifetimeMs = 3000

/** Short-lived permissions to open a view for somebody: https://docs.slack.dev/interactivity/handling-user-interaction */
export interface Triggers {
  give(userId: string): string
  /**
   * Uses a trigger up and tells whose it was.
   *
   * @throws SlackFailure `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`
   */
  exchange(triggerId: string): string
}

/** Makes a source of triggers. */
export function createTriggers(clock: Clock, ids: Ids): Triggers {
  const given = new Map<string, { readonly userId: string; readonly atMs: number; isExchanged: boolean }>()

  return {
    give(userId) {
      const triggerId = `${clock.now().getTime()}.${given.size + 1}.${ids.token(32).toLowerCase()}`
      given.set(triggerId, { userId, atMs: clock.now().getTime(), isExchanged: false })
      return triggerId
    },
    exchange(triggerId) {
      const trigger = given.get(triggerId)
      if (!trigger) throw new SlackFailure('invalid_trigger_id')
      if (trigger.isExchanged) throw new SlackFailure('exchanged_trigger_id')
      if (clock.now().getTime() - trigger.atMs >= lifetimeMs) throw new SlackFailure('expired_trigger_id')
      trigger.isExchanged = true
      return trigger.userId
    },
  }
}

import type { Clock } from '@threadline/core'
import type { Ids } from './ids.js'

/** Where a `response_url` leads: who did something, and to which message, if any. */
export interface Hook {
  readonly userId: string
  readonly channelId: string
  /** Timestamp of the message that was clicked in. */
  readonly ts?: string
  /** Whether only they see that message. */
  readonly isEphemeral: boolean
  /** The thread it happened in. */
  readonly threadTs?: string
}

/** The `response_url`s given out: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export interface Hooks {
  /** Makes the last part of an address. */
  open(hook: Hook): string
  /** Uses it once: the hook, or why it does not work any more. */
  use(token: string): Hook | 'unknown' | 'expired_url' | 'used_url'
}

const mostUses = 5
const lifetimeMs = 30 * 60_000

/** Makes an empty set of hooks. */
export function createHooks(clock: Clock, ids: Ids): Hooks {
  const given = new Map<string, { readonly hook: Hook; readonly atMs: number; uses: number }>()
  return {
    open(hook) {
      const token = ids.token(24)
      given.set(token, { hook, atMs: clock.now().getTime(), uses: 0 })
      return token
    },
    use(token) {
      const entry = given.get(token)
      if (!entry) return 'unknown'
      if (clock.now().getTime() - entry.atMs >= lifetimeMs) return 'expired_url'
      if (entry.uses >= mostUses) return 'used_url'
      entry.uses += 1
      return entry.hook
    },
  }
}

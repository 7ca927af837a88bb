import type { Context } from '../context.js'
import type { SlackChannel } from '../state/types.js'
import { SlackFailure } from './failure.js'

/** Scopes that let an app change channels of each kind; one of them is enough. */
export const manageScopes = {
  public: ['channels:manage'],
  private: ['groups:write'],
  im: ['im:write'],
} as const satisfies Record<SlackChannel['kind'], readonly string[]>

/**
 * Refuses unless the token has one of these scopes.
 *
 * @throws SlackFailure `missing_scope`, with `needed` and `provided`
 */
export function requireScope(context: Context, ...anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => context.rules.scopes.has(scope))) return
  throw new SlackFailure('missing_scope', {
    needed: anyOf.join(','),
    provided: [...context.rules.scopes].join(','),
  })
}

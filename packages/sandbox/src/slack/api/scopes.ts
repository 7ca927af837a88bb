import type { Context } from '../context.js'
import { SlackFailure } from './failure.js'

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

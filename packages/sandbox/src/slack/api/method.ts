import type { Context } from '../context.js'
import type { Json } from '../state/types.js'
import type { Arguments } from './arguments.js'
import type { Tier } from './rate-limits.js'

/** One method of the Web API. */
export interface Method {
  /** How often it may be called: https://docs.slack.dev/apis/web-api/rate-limits */
  readonly tier: Tier
  /** Scopes of which the token needs one. Absent: none. */
  readonly scopes?: readonly string[]
  /** Whether it reads a JSON body. @defaultValue true */
  readonly acceptsJson?: boolean
  /** Which token opens it. @defaultValue bot */
  readonly token?: 'bot' | 'app' | 'none'
  /** What is added to `{"ok":true}`. `origin` is the address the call came to. Throws `SlackFailure` to refuse. */
  readonly run: (context: Context, args: Arguments, origin: string) => Json
}

/** Methods by name. */
export type Methods = Readonly<Record<string, Method>>

import { withFaults, type Faults } from '../../faults.js'
import type { SimulatorReply } from '../../simulator.js'
import type { Context } from '../context.js'
import { methods } from '../methods/index.js'
import type { Json } from '../state/types.js'
import { traceIdOf } from '../../trace.js'
import { parseCall, textOf, type Arguments, type ParsedCall } from './arguments.js'
import { SlackFailure } from './failure.js'
import type { Method } from './method.js'
import type { RateLimits } from './rate-limits.js'
import { requireScope } from './scopes.js'

/** Answers calls of the Web API, one at a time and in full, with the faults that strike them. */
export function createWebApi(
  context: Context,
  deps: { readonly faults: Faults; readonly rateLimits: RateLimits },
): (name: string, request: Request) => Promise<SimulatorReply> {
  const wording = { rateLimit: () => ({ body: '{"ok":false,"error":"ratelimited"}', contentType: 'application/json' }) }

  async function answer(name: string, request: Request): Promise<Response> {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined
    const call: Call = { name, traceId: traceIdOf(request.headers) }
    const parsed = await parseCall(request, method?.acceptsJson ?? true).catch(failureOf)
    if (parsed instanceof SlackFailure) return refuse(call, {}, parsed)
    if (!method) return refuse(call, parsed.args, new SlackFailure('unknown_method', { req_method: name }))
    try {
      return run(call, method, parsed, new URL(request.url).origin)
    } catch (error) {
      return refuse(call, parsed.args, failureOf(error))
    }
  }

  function run(call: Call, method: Method, { token, args }: ParsedCall, origin: string): Response {
    checkToken(context, method, token)
    const { name } = call
    const scope = method.tier === 'post' ? `${name} ${textOf(args, 'channel') ?? ''}` : name
    const retryAfter = deps.rateLimits.take(method.tier, scope)
    if (retryAfter !== undefined) return tooMany(call, args, retryAfter)
    requireScope(context, ...(method.scopes ?? []))
    const result = method.run(context, args, origin)
    log(call, args)
    return respond({ ok: true, ...result })
  }

  function log({ name, traceId }: Call, args: Arguments, error?: string): void {
    const outcome = error === undefined ? { ok: true } : { ok: false, error }
    const traced = traceId === undefined ? {} : { traceId }
    context.state.logCall({ method: name, args, at: context.clock.now(), ...outcome, ...traced })
  }

  function refuse(call: Call, args: Arguments, failure: SlackFailure): Response {
    log(call, args, failure.code)
    return respond({ ok: false, error: failure.code, ...failure.details })
  }

  function tooMany(call: Call, args: Arguments, retryAfter: number): Response {
    log(call, args, 'ratelimited')
    return respond({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'retry-after': String(retryAfter) } })
  }

  function respond(body: Json, init: { status?: number; headers?: Record<string, string> } = {}): Response {
    const scopes = [...context.rules.scopes].join(',')
    return Response.json(body, { ...init, headers: { ...init.headers, 'x-oauth-scopes': scopes } })
  }

  return (name, request) =>
    withFaults(deps.faults, name, () => answer(name, request), wording, traceIdOf(request.headers))
}

/** What a call is, for the log. */
interface Call {
  readonly name: string
  readonly traceId: string | undefined
}

function checkToken(context: Context, method: Method, token: string | undefined): void {
  const { botToken, appToken } = context.identity
  const wanted = method.token ?? 'bot'
  if (wanted === 'none') return
  if (token === undefined) throw new SlackFailure('not_authed')
  if (token !== botToken && token !== appToken) throw new SlackFailure('invalid_auth')
  const isRight = token === (wanted === 'app' ? appToken : botToken)
  if (!isRight) throw new SlackFailure('not_allowed_token_type')
}

/** A refusal as it is; anything else is a mistake in the simulator and must be seen. */
function failureOf(error: unknown): SlackFailure {
  if (error instanceof SlackFailure) return error
  throw error
}

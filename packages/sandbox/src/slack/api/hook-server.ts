import { withFaults, type Faults } from '../../faults.js'
import type { SimulatorReply } from '../../simulator.js'
import type { Context } from '../context.js'
import { respond } from '../acts/respond.js'
import { isObject, tryJson } from './arguments.js'
import { SlackFailure } from './failure.js'

/**
 * Takes what apps send to `response_url`s, as hooks.slack.com does. Faults go by `response_url`.
 *
 * @returns `undefined` for a path that is none
 */
export function createHookServer(
  context: Context,
  faults: Faults,
): (request: Request, path: string) => Promise<SimulatorReply> | undefined {
  return (request, path) => {
    const token = /^\/(?:actions|commands|app)\/\w+\/(\w+)$/.exec(path)?.[1]
    if (token === undefined) return undefined
    return withFaults(faults, 'response_url', () => take(context, request, token))
  }
}

async function take(context: Context, request: Request, token: string): Promise<Response> {
  const body = tryJson(await request.text())
  if (request.method !== 'POST' || !isObject(body)) return refused('invalid_payload', 400)
  const hook = context.hooks.use(token)
  if (typeof hook === 'string') return refused(hook, 404)
  try {
    respond(context, hook, body)
    return new Response('ok')
  } catch (error) {
    if (error instanceof SlackFailure) return refused(error.code, 400)
    throw error
  }
}

function refused(error: string, status: number): Response {
  return Response.json({ ok: false, error }, { status })
}

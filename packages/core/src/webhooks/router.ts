import { ThreadlineError } from '../errors.js'
import type { FileRequest } from '../flows/files/file-to-serve.js'
import type { PlainResponse, WebhookRequest } from '../ports/webhook.js'
import type { Logger } from '../ports/logger.js'
import type { Telemetry } from '../ports/telemetry.js'
import { errorResponse } from './error-response.js'
import type { Incoming } from './incoming.js'

export interface Routes {
  /** Origin and path prefix under which senders reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly basePath: string
  readonly maxBodyBytes: number
  readonly logger: Logger
  readonly telemetry: Telemetry
  chat(request: WebhookRequest): Promise<Response>
  sms(provider: string, request: WebhookRequest): Promise<Response | PlainResponse>
  media(method: string, request: FileRequest): Promise<Response>
}

/** Leads a request to its door: `<basePath>/chat`, `<basePath>/sms/<provider>` or `<basePath>/media/…`. Never throws. */
export function createRouter(routes: Routes): (incoming: Incoming) => Promise<Response | PlainResponse> {
  return async (incoming) => {
    const door = doorOf(incoming.url.pathname, routes.basePath)
    if (!door) return new Response('Nothing here.\n', { status: 404 })
    const answer = () => enter(routes, door, incoming)
    const facts = { door: door.type }
    return routes.telemetry.watch({ name: 'webhook', facts, work: answer, conclude: ({ status }) => ({ status }) })
  }
}

async function enter(routes: Routes, door: Door, incoming: Incoming): Promise<Response | PlainResponse> {
  try {
    if (door.type === 'media') return await routes.media(incoming.method, door)
    const webhook = await readWebhook(incoming, routes)
    return door.type === 'chat' ? await routes.chat(webhook) : await routes.sms(door.provider, webhook)
  } catch (error) {
    return errorResponse(error, door.type, routes.logger)
  }
}

type Door =
  | { readonly type: 'chat' }
  | { readonly type: 'sms'; readonly provider: string }
  | ({ readonly type: 'media' } & FileRequest)

function doorOf(pathname: string, basePath: string): Door | undefined {
  if (!pathname.startsWith(`${basePath}/`)) return undefined
  const [first, second, third, ...rest] = pathname.slice(basePath.length + 1).split('/')
  if (first === 'chat' && second === undefined) return { type: 'chat' }
  if (first === 'sms' && second && third === undefined) return { type: 'sms', provider: second }
  if (first === 'media' && second && third && rest.length === 0) return { type: 'media', token: second, name: third }
  return undefined
}

async function readWebhook(incoming: Incoming, routes: Routes): Promise<WebhookRequest> {
  const { headers, method, url } = incoming
  if (method !== 'POST' && method !== 'GET') {
    throw new ThreadlineError('webhook.malformed', 'Webhooks come by POST or GET.', { status: 405 })
  }
  return {
    method,
    url: `${routes.publicUrl}${url.pathname}${url.search}`,
    headers,
    body: await incoming.readBody(routes.maxBodyBytes),
  }
}

import { ThreadlineError } from '../errors.js'
import type { FileRequest } from '../flows/files/file-to-serve.js'
import type { WebhookRequest } from '../ports/webhook.js'
import type { Logger } from '../ports/logger.js'
import type { Telemetry } from '../ports/telemetry.js'
import { errorResponse } from './error-response.js'
import { readBody } from './read-body.js'

export interface Routes {
  /** Origin and path prefix under which senders reach us, without a slash at the end. */
  readonly publicUrl: string
  readonly basePath: string
  readonly maxBodyBytes: number
  readonly logger: Logger
  readonly telemetry: Telemetry
  chat(request: WebhookRequest): Promise<Response>
  sms(provider: string, request: WebhookRequest): Promise<Response>
  media(method: string, request: FileRequest): Promise<Response>
}

/** Leads a request to its door: `<basePath>/chat`, `<basePath>/sms/<provider>` or `<basePath>/media/…`. Never throws. */
export function createRouter(routes: Routes): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const door = doorOf(url.pathname, routes.basePath)
    if (!door) return new Response('Nothing here.\n', { status: 404 })
    const answer = () => enter(routes, door, request, url)
    return routes.telemetry.watch('webhook', { door: door.type }, answer, ({ status }) => ({ status }))
  }
}

async function enter(routes: Routes, door: Door, request: Request, url: URL): Promise<Response> {
  try {
    if (door.type === 'media') return await routes.media(request.method, door)
    const webhook = await readWebhook(request, url, routes)
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

async function readWebhook(request: Request, url: URL, routes: Routes): Promise<WebhookRequest> {
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new ThreadlineError('webhook.malformed', 'Webhooks come by POST or GET.', { status: 405 })
  }
  return {
    method: request.method,
    url: `${routes.publicUrl}${url.pathname}${url.search}`,
    headers: request.headers,
    body: await readBody(request, routes.maxBodyBytes),
  }
}

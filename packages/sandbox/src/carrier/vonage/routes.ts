import type { CarrierState } from '../state.js'
import type { WireCall, WireContext, WireRequest } from '../wire.js'
import { isAuthorized } from './authorization.js'
import { createMessage } from './create-message.js'
import { problem, refusals } from './errors.js'

/** Understands one request to Vonage's API. There is no list of messages. */
export function readCall(context: WireContext, { method, url, headers, body }: WireRequest): WireCall {
  const { state } = context
  const json = readJson(body)
  const content = { form: {}, ...(json === undefined ? {} : { json }) }
  if (method === 'POST' && url.pathname === '/v1/messages') {
    const isAllowed = isAuthorized(state.vonage, headers.get('authorization'))
    const perform = () => (isAllowed ? createMessage(context, json) : problem(refusals.unauthorized))
    return { name: 'messages.create', content, perform }
  }
  const file = /^\/v3\/media\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1]
  if (method === 'GET' && file) return { name: 'media.get', content, perform: () => getFile(state, file) }
  return { name: 'unknown', content, perform: () => problem(refusals.notFound) }
}

function getFile(state: CarrierState, id: string): Response {
  const file = state.files.get(id)
  if (!file) return problem(refusals.notFound)
  return new Response(file.content, { headers: { 'content-type': file.contentType } })
}

function readJson(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body)
  } catch {
    return undefined
  }
}

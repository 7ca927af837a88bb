import { parseJson } from '../parse-json.js'
import type { CarrierState } from '../state.js'
import type { WireCall, WireContext, WireRequest } from '../wire.js'
import { createText } from './create-text.js'
import { json, refusal } from './errors.js'
import { listTexts } from './list-texts.js'
import { messageJson } from './message-json.js'

type CallName = 'messages.create' | 'messages.list' | 'messages.get' | 'unknown'

/** Understands one request to Bird's API. */
export function readCall(context: WireContext, request: WireRequest): WireCall {
  const { name, id } = routeOf(request.method, request.url.pathname)
  const sent = parseJson(request.body)
  const isAllowed = request.headers.get('authorization') === `Bearer ${context.state.bird.apiKey}`
  return {
    name,
    content: { form: {}, ...(sent === undefined ? {} : { json: sent }) },
    perform: () => (isAllowed ? perform(context, request, { name, id }, sent) : refusal('Unauthorized')),
  }
}

function routeOf(method: string, path: string): { readonly name: CallName; readonly id: string } {
  const found = /^\/v1\/sms\/messages(?:\/(sms_[0-9a-z]+))?$/.exec(path)
  const id = found?.[1] ?? ''
  if (!found) return { name: 'unknown', id }
  if (method === 'POST' && !id) return { name: 'messages.create', id }
  if (method !== 'GET') return { name: 'unknown', id }
  return { name: id ? 'messages.get' : 'messages.list', id }
}

function perform(
  context: WireContext,
  { url, headers }: WireRequest,
  { name, id }: { readonly name: CallName; readonly id: string },
  sent: unknown,
): Response {
  switch (name) {
    case 'messages.create':
      return createText(context, sent, headers.get('idempotency-key'))
    case 'messages.list':
      return listTexts(context.state, url.searchParams)
    case 'messages.get':
      return getText(context.state, id)
    case 'unknown':
      return refusal('NotFound')
    default:
      return name satisfies never
  }
}

function getText(state: CarrierState, id: string): Response {
  const text = state.texts.get(id)
  return text?.wire === 'bird' ? json(messageJson(text)) : refusal('NotFound')
}

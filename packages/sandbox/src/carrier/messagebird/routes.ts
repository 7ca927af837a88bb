import { parseJson } from '../parse-json.js'
import type { CarrierState } from '../state.js'
import type { WireCall, WireContext, WireRequest } from '../wire.js'
import { createText } from './create-text.js'
import { json, refusal } from './errors.js'
import { listTexts } from './list-texts.js'
import { messageJson } from './message-json.js'

type CallName = 'messages.create' | 'messages.list' | 'messages.get' | 'media.get' | 'unknown'

interface Call {
  readonly name: CallName
  readonly id: string
  readonly isMms: boolean
}

/** Understands one request to MessageBird's API. */
export function readCall(context: WireContext, request: WireRequest): WireCall {
  const call = routeOf(request.method, request.url.pathname)
  const sent = parseJson(request.body)
  const isAllowed = request.headers.get('authorization') === `AccessKey ${context.state.messagebird.apiKey}`
  return {
    name: call.name,
    content: { form: {}, ...(sent === undefined ? {} : { json: sent }) },
    perform: () => (isAllowed ? perform(context, call, sent, request.url.searchParams) : refusal('wrongKey')),
  }
}

function routeOf(method: string, path: string): Call {
  const [, collection = '', id = ''] = /^\/(messages|mms|media)(?:\/([0-9a-z]+))?$/.exec(path) ?? []
  const isMms = collection === 'mms'
  if (collection === 'media') return { name: method === 'GET' && id ? 'media.get' : 'unknown', id, isMms }
  if (collection === '') return { name: 'unknown', id, isMms }
  if (method === 'POST' && !id) return { name: 'messages.create', id, isMms }
  if (method !== 'GET') return { name: 'unknown', id, isMms }
  return { name: id ? 'messages.get' : 'messages.list', id, isMms }
}

function perform(context: WireContext, { name, id, isMms }: Call, sent: unknown, query: URLSearchParams): Response {
  switch (name) {
    case 'messages.create':
      return createText(context, sent, isMms)
    case 'messages.list':
      return listTexts(context.state, query, isMms)
    case 'messages.get':
      return getText(context.state, id, isMms)
    case 'media.get':
      return getFile(context.state, id)
    case 'unknown':
      return refusal('noSuchCall')
    default:
      return name satisfies never
  }
}

function getText(state: CarrierState, id: string, isMms: boolean): Response {
  const text = state.texts.get(id)
  const isThere = text?.wire === 'messagebird' && text.media.length > 0 === isMms
  return isThere ? json(messageJson(state, text)) : refusal('notFound')
}

function getFile(state: CarrierState, id: string): Response {
  const file = state.files.get(id)
  return file ? new Response(file.content, { headers: { 'content-type': file.contentType } }) : refusal('notFound')
}

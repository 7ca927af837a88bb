import type { CarrierState } from '../state.js'
import type { WireCall, WireContext, WireRequest } from '../wire.js'
import { createText } from './create-text.js'
import { twilioError, twilioJson } from './errors.js'
import { listNumbers } from './list-numbers.js'
import { listTexts } from './list-texts.js'
import { mediaJson, messageJson } from './message-json.js'

type CallName =
  | 'numbers.list'
  | 'messages.create'
  | 'messages.list'
  | 'messages.get'
  | 'media.list'
  | 'media.get'
  | 'unknown'

interface Call {
  readonly name: CallName
  readonly sid: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

/** Understands one request to Twilio's API. */
export function readCall(context: WireContext, request: WireRequest): WireCall {
  const { method, url, headers, body } = request
  const account = `/2010-04-01/Accounts/${context.state.twilio.accountSid}`
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  const form = new URLSearchParams(isForm ? body : '')
  const call = { ...routeOf(method, url.pathname, account), query: url.searchParams, form }
  const isAllowed = isAuthorized(context.state, headers.get('authorization'))
  return {
    name: call.name,
    content: { form: formFields(form) },
    perform: () => (isAllowed ? perform(context, call) : twilioError(20003)),
  }
}

function routeOf(method: string, path: string, account: string): Pick<Call, 'name' | 'sid'> {
  if (path === `${account}/IncomingPhoneNumbers.json` && method === 'GET') return { name: 'numbers.list', sid: '' }
  const root = `${account}/Messages`
  const rest = path.startsWith(root) ? path.slice(root.length) : 'elsewhere'
  if (rest === '.json' && method === 'POST') return { name: 'messages.create', sid: '' }
  if (rest === '.json' && method === 'GET') return { name: 'messages.list', sid: '' }
  const message = /^\/((?:SM|MM)[0-9a-f]{32})\.json$/.exec(rest)?.[1]
  if (message && method === 'GET') return { name: 'messages.get', sid: message }
  const folder = /^\/((?:SM|MM)[0-9a-f]{32})\/Media\.json$/.exec(rest)?.[1]
  if (folder && method === 'GET') return { name: 'media.list', sid: folder }
  const media = /^\/(?:SM|MM)[0-9a-f]{32}\/Media\/(ME[0-9a-f]{32})$/.exec(rest)?.[1]
  return media && method === 'GET' ? { name: 'media.get', sid: media } : { name: 'unknown', sid: '' }
}

function perform(context: WireContext, call: Call): Response {
  const { state } = context
  switch (call.name) {
    case 'numbers.list':
      return listNumbers(state, call.query)
    case 'messages.create':
      return createText(context, call.form)
    case 'messages.list':
      return listTexts(state, call.query)
    case 'messages.get':
      return getText(state, call.sid)
    case 'media.list':
      return listMedia(state, call.sid)
    case 'media.get':
      return getFile(state, call.sid)
    case 'unknown':
      return twilioError(20404)
    default:
      return call.name satisfies never
  }
}

function getText(state: CarrierState, sid: string): Response {
  const text = state.texts.get(sid)
  return text ? twilioJson(messageJson(state, text)) : twilioError(20404)
}

function listMedia(state: CarrierState, sid: string): Response {
  const text = state.texts.get(sid)
  return text ? twilioJson(mediaJson(state, text)) : twilioError(20404)
}

function getFile(state: CarrierState, sid: string): Response {
  const file = state.files.get(sid)
  if (!file) return twilioError(20404)
  return new Response(file.content, { headers: { 'content-type': file.contentType } })
}

/** Basic: the account's sid and token, or an API key's sid and secret. */
function isAuthorized(state: CarrierState, header: string | null): boolean {
  const encoded = /^Basic (.+)$/i.exec(header ?? '')?.[1]
  if (!encoded) return false
  const given = Buffer.from(encoded, 'base64').toString('utf8')
  const { accountSid, authToken, apiKey } = state.twilio
  const isAccount = given === `${accountSid}:${authToken}`
  return isAccount || (apiKey !== undefined && given === `${apiKey.sid}:${apiKey.secret}`)
}

function formFields(form: URLSearchParams): Readonly<Record<string, string | readonly string[]>> {
  const names = [...new Set(form.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

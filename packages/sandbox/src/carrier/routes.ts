import { withFaults, type Faults } from '../faults.js'
import type { SimulatorReply } from '../simulator.js'
import type { WebhookSender } from '../webhook-sender.js'
import { createText } from './create-text.js'
import { listTexts } from './list-texts.js'
import { messageJson } from './message-json.js'
import { changed, type CallRecord, type CarrierState } from './state.js'
import { twilioError, twilioErrorBody, twilioJson } from './twilio-error.js'

type CallName = 'messages.create' | 'messages.list' | 'messages.get' | 'media.get' | 'unknown'

interface Call {
  readonly name: CallName
  readonly sid: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
}

const wording = { rateLimit: () => ({ body: twilioErrorBody(20429), contentType: 'application/json' }) }

/** Answers one request to the API, faults included, and writes it down. */
export async function answerRequest(
  state: CarrierState,
  webhooks: WebhookSender,
  faults: Faults,
  request: Request,
): Promise<SimulatorReply> {
  const url = new URL(request.url)
  const call = await readCall(state, request, url)
  const record: CallRecord = {
    name: call.name,
    method: request.method,
    path: url.pathname + url.search,
    form: formFields(call.form),
    at: state.clock.now(),
  }
  state.calls.push(record)
  const isAllowed = isAuthorized(state, request.headers.get('authorization'))
  const handle = async () => (isAllowed ? perform(state, webhooks, call) : twilioError(20003))
  const reply = await withFaults(faults, call.name, handle, wording)
  record.status = reply === 'drop' ? 'drop' : reply.status
  changed(state)
  return reply
}

async function readCall(state: CarrierState, request: Request, url: URL): Promise<Call> {
  const root = `/2010-04-01/Accounts/${state.accountSid}/Messages`
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  const body = await request.text()
  return {
    ...routeOf(request.method, url.pathname, root),
    query: url.searchParams,
    form: new URLSearchParams(isForm ? body : ''),
  }
}

function routeOf(method: string, path: string, root: string): Pick<Call, 'name' | 'sid'> {
  const rest = path.startsWith(root) ? path.slice(root.length) : 'elsewhere'
  if (rest === '.json' && method === 'POST') return { name: 'messages.create', sid: '' }
  if (rest === '.json' && method === 'GET') return { name: 'messages.list', sid: '' }
  const message = /^\/((?:SM|MM)[0-9a-f]{32})\.json$/.exec(rest)?.[1]
  if (message && method === 'GET') return { name: 'messages.get', sid: message }
  const media = /^\/(?:SM|MM)[0-9a-f]{32}\/Media\/(ME[0-9a-f]{32})$/.exec(rest)?.[1]
  return media && method === 'GET' ? { name: 'media.get', sid: media } : { name: 'unknown', sid: '' }
}

function perform(state: CarrierState, webhooks: WebhookSender, call: Call): Response {
  switch (call.name) {
    case 'messages.create':
      return createText(state, webhooks, call.form)
    case 'messages.list':
      return listTexts(state, call.query)
    case 'messages.get':
      return getText(state, call.sid)
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
  const isAccount = given === `${state.accountSid}:${state.authToken}`
  return isAccount || (state.apiKey !== undefined && given === `${state.apiKey.sid}:${state.apiKey.secret}`)
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

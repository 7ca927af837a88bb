import { withFaults, type Faults } from '../faults.js'
import type { SimulatorReply } from '../simulator.js'
import type { WebhookSender } from '../webhook-sender.js'
import { changed, type CallRecord, type CarrierState } from './state.js'
import { dispatch } from './statuses.js'
import type { WireContext } from './wire.js'
import { wireForPath } from './wires.js'

/** Answers one request to the API of any wire, faults included, and writes it down. */
export async function answerRequest(
  state: CarrierState,
  webhooks: WebhookSender,
  faults: Faults,
  request: Request,
): Promise<SimulatorReply> {
  const url = new URL(request.url)
  const { wire, path } = wireForPath(url.pathname)
  url.pathname = path
  const { method, headers } = request
  const context: WireContext = { state, dispatch: (text, refusal) => dispatch(state, webhooks, text, refusal) }
  const call = wire.call(context, { method, url, headers, body: await request.text() })
  const at = state.clock.now()
  const record: CallRecord = { wire: wire.name, name: call.name, method, path: path + url.search, ...call.content, at }
  state.calls.push(record)
  const reply = await withFaults(faults, call.name, async () => call.perform(), wire.wording)
  record.status = reply === 'drop' ? 'drop' : reply.status
  changed(state)
  return reply
}

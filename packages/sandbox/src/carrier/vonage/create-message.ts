import { isBlocked } from '../opt-out.js'
import { addText, changed, type CarrierState } from '../state.js'
import type { WireContext } from '../wire.js'
import { problem, refusals } from './errors.js'
import { newUuid } from './ids.js'
import { readMessage, type NewMessage } from './message.js'

/**
 * `POST /v1/messages`: accepts or refuses a message. To a contact who texted STOP it is accepted all the same, and
 * rejected afterwards: https://developer.vonage.com/en/api-errors/messages (1240)
 */
export function createMessage({ state, dispatch }: WireContext, json: unknown): Response {
  const message = readMessage(json)
  if ('code' in message) return problem(message)
  if (state.numbers.get(message.from)?.wire !== 'vonage') return problem(refusals.sender)
  const record = addMessage(state, message)
  const isRejected = isBlocked(state, message.from, message.to)
  dispatch(record, isRejected ? [{ status: 'failed', errorCode: 1240 }] : undefined)
  changed(state)
  return Response.json({ message_uuid: record.sid }, { status: 202 })
}

function addMessage(state: CarrierState, { mediaUrls, ...message }: NewMessage) {
  return addText(state, {
    wire: 'vonage',
    sid: newUuid(state),
    direction: 'outbound-api',
    ...message,
    media: mediaUrls.map((url) => ({ url, contentType: 'application/octet-stream' })),
    status: 'queued',
  })
}

import type { WebhookSender } from '../webhook-sender.js'
import { changed, phoneOf, type CarrierState, type TextRecord } from './state.js'
import { twilioWebhook } from './twilio-webhook.js'
import type { CarrierStatus, PhoneKind } from './types.js'

interface Step {
  readonly status: CarrierStatus
  readonly errorCode?: number
}

/** What becomes of a text by itself. */
const journeys: Readonly<Record<PhoneKind, readonly Step[]>> = {
  mobile: [{ status: 'sent' }, { status: 'delivered' }],
  landline: [{ status: 'undelivered', errorCode: 30006 }],
  off: [{ status: 'sent' }, { status: 'undelivered', errorCode: 30003 }],
  unknown: [{ status: 'sent' }, { status: 'undelivered', errorCode: 30005 }],
}

const finalStatuses: ReadonlySet<CarrierStatus> = new Set([
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'received',
])

/** Hands an accepted text to the network: a mobile gets it, and its statuses begin to come. */
export function dispatch(state: CarrierState, webhooks: WebhookSender, text: TextRecord): void {
  const phone = phoneOf(state, text.to)
  if (phone.kind === 'mobile') {
    const { sid, from, to, body, media } = text
    phone.inbox.push({ sid, from, to, body, media, at: state.clock.now() })
    text.arrivals += 1
  }
  if (state.statuses === 'auto') travel(state, webhooks, text, journeys[phone.kind])
}

/** Moves a text on and calls back. The resource never leaves a final status. */
export function moveOn(state: CarrierState, webhooks: WebhookSender, text: TextRecord, step: Step): void {
  const at = state.clock.now()
  text.history = [...text.history, { ...step, at }]
  if (!finalStatuses.has(text.status)) {
    text.status = step.status
    if (step.errorCode !== undefined) text.errorCode = step.errorCode
    if (step.status !== 'queued' && step.status !== 'sending') text.sentAt ??= at
    text.updatedAt = at
  }
  if (text.statusCallback !== undefined) {
    const webhook = { name: `status.${step.status}`, url: text.statusCallback, form: statusForm(state, text, step) }
    webhooks.send(twilioWebhook(state, { ...webhook, orderKey: text.sid }))
  }
  changed(state)
}

function travel(state: CarrierState, webhooks: WebhookSender, text: TextRecord, steps: readonly Step[]): void {
  const [next, ...rest] = steps
  if (!next) return
  const go = () => {
    moveOn(state, webhooks, text, next)
    travel(state, webhooks, text, rest)
  }
  if (state.statusDelayMs <= 0) return go()
  const cancel = state.clock.setTimer(new Date(state.clock.now().getTime() + state.statusDelayMs), () => {
    state.timers.delete(cancel)
    go()
  })
  state.timers.add(cancel)
}

function statusForm(state: CarrierState, text: TextRecord, step: Step): URLSearchParams {
  const form = new URLSearchParams({
    SmsSid: text.sid,
    SmsStatus: step.status,
    MessageStatus: step.status,
    To: text.to,
    MessageSid: text.sid,
    AccountSid: state.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  })
  if (step.errorCode !== undefined) form.set('ErrorCode', String(step.errorCode))
  if (step.status === 'delivered') form.set('RawDlrDoneDate', doneDate(state.clock.now()))
  return form
}

/** `3001071000`: year, month, day, hour and minute, two digits each, without a zone. */
function doneDate(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(2, 12)
}

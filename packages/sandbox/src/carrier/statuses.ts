import type { WebhookSender } from '../webhook-sender.js'
import { collectMedia } from './collect-media.js'
import { changed, phoneOf, type CarrierState, type TextRecord } from './state.js'
import type { CarrierStatus } from './types.js'
import type { Step } from './wire.js'
import { wireOf } from './wires.js'

const finalStatuses: ReadonlySet<CarrierStatus> = new Set([
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'received',
])

/**
 * Hands an accepted text to the network: a mobile gets it, and its statuses begin to come. With `refusal` nobody gets
 * it, and these statuses come instead. What goes along is fetched first.
 */
export function dispatch(
  state: CarrierState,
  webhooks: WebhookSender,
  text: TextRecord,
  refusal?: readonly Step[],
): void {
  if (text.media.length === 0 || refusal) return carry(state, webhooks, text, refusal)
  const carrying = collectMedia(state, text).then((isThere) =>
    carry(state, webhooks, text, isThere ? undefined : wireOf(text).mediaMissing),
  )
  state.collecting.add(carrying)
  void carrying.finally(() => state.collecting.delete(carrying))
}

function carry(state: CarrierState, webhooks: WebhookSender, text: TextRecord, refusal?: readonly Step[]): void {
  const phone = phoneOf(state, text.to)
  if (phone.kind === 'mobile' && !refusal) {
    const { sid, from, to, body, media } = text
    phone.inbox.push({ sid, from, to, body, media, at: state.clock.now() })
    text.arrivals += 1
  }
  if (state.statuses === 'auto') travel(state, webhooks, text, refusal ?? wireOf(text).journeys[phone.kind])
}

/** Lets the texts of a record go on from where they were: the statuses that have not come yet come now. */
export function goOn(state: CarrierState, webhooks: WebhookSender): void {
  if (state.statuses !== 'auto') return
  for (const text of state.texts.values()) {
    if (text.direction === 'inbound' || finalStatuses.has(text.status)) continue
    const had = new Set(text.history.map(({ status }) => status))
    const journey = wireOf(text).journeys[phoneOf(state, text.to).kind]
    travel(
      state,
      webhooks,
      text,
      journey.filter(({ status }) => !had.has(status)),
    )
  }
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
  const webhook = wireOf(text).statusWebhook(state, text, step)
  if (webhook) webhooks.send(webhook)
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

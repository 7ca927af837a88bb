import type { WebhookSender } from '../webhook-sender.js'
import { collectMedia } from './collect-media.js'
import { later, networkDelayMs } from './slow-network.js'
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
  if (phone.kind === 'mobile' && !refusal) arrive(state, text)
  if (state.statuses === 'auto') travel(state, webhooks, text, refusal ?? journeyOf(state, text))
}

function arrive(state: CarrierState, text: TextRecord): void {
  const { sid, from, to, body, media } = text
  phoneOf(state, to).inbox.push({ sid, from, to, body, media, at: state.clock.now() })
  text.arrivals += 1
}

/** A slow network takes a text the same way, later. */
function journeyOf(state: CarrierState, text: TextRecord): readonly Step[] {
  const { kind } = phoneOf(state, text.to)
  return wireOf(text).journeys[kind === 'slow' ? 'mobile' : kind]
}

/** Lets the texts of a record go on from where they were: the statuses that have not come yet come now. */
export function goOn(state: CarrierState, webhooks: WebhookSender): void {
  if (state.statuses !== 'auto') return
  for (const text of state.texts.values()) {
    if (text.direction === 'inbound' || finalStatuses.has(text.status)) continue
    const had = new Set(text.history.map(({ status }) => status))
    const journey = journeyOf(state, text)
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
  if (webhook) webhooks.send({ ...webhook, about: `text:${text.sid}` })
  changed(state)
}

function travel(state: CarrierState, webhooks: WebhookSender, text: TextRecord, steps: readonly Step[]): void {
  const [next, ...rest] = steps
  if (!next) return
  const go = () => {
    if (next.status === 'delivered' && text.arrivals === 0) arrive(state, text)
    moveOn(state, webhooks, text, next)
    travel(state, webhooks, text, rest)
  }
  const onTheWayMs = next.status === 'delivered' ? networkDelayMs(phoneOf(state, text.to)) : 0
  later(state, state.statusDelayMs + onTheWayMs, go)
}

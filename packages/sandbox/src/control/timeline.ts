import type { CarrierCall } from '../carrier/index.js'
import type { DeskStep } from '../desk-process.js'
import { isObject } from '../slack/api/arguments.js'
import type { SlackCall } from '../slack/index.js'
import type { Delivery } from '../webhook-delivery.js'
import type { Controlled, DeskSteps, StruckCall } from './controlled.js'

/** One thing that happened between Slack, the desk and the carrier. */
export interface TimelineEntry {
  readonly at: Date
  readonly from: Party
  readonly to: Party
  readonly what: string
  readonly outcome: string
  readonly isBad: boolean
  /** How long it took, in milliseconds, where that is known. */
  readonly durationMs?: number
  /** What it is part of: entries that share one belong together. */
  readonly links: readonly string[]
  /** What it had a hand in, without leading any further. */
  readonly mentions: readonly string[]
}

type Party = 'Slack' | 'desk' | 'carrier'

/** Of each kind, the newest are looked at. */
const mostKept = 5_000

/** Makes an empty list of steps. */
export function createDeskSteps(): DeskSteps {
  const steps: DeskStep[] = []
  return {
    steps,
    add(step) {
      steps.push(step)
      if (steps.length > 2 * mostKept) steps.splice(0, mostKept)
    },
  }
}

/**
 * Webhooks, what the desk made of them, and its calls, as they came after each other.
 *
 * @param most how many at most of each kind, the newest
 */
export function timelineOf(controlled: Controlled, most = mostKept): readonly TimelineEntry[] {
  const { carrier, sides, slack, steps, struck } = controlled
  const newest = <Thing>(things: readonly Thing[]): readonly Thing[] => things.slice(-most)
  const entries = [
    ...newest(sides.slack.webhooks.deliveries).map((delivery) => webhook('Slack', delivery)),
    ...newest(sides.carrier.webhooks.deliveries).map((delivery) => webhook('carrier', delivery)),
    ...newest(slack.calls).map(slackCall),
    ...newest(struck.calls).map(struckCall),
    ...newest(carrier.calls).map(carrierCall),
    ...newest(steps.steps).map(own),
  ]
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function webhook(from: 'Slack' | 'carrier', delivery: Delivery): TimelineEntry {
  const { about, at, attempt, durationMs, isForged, name, status, traceId } = delivery
  const again = attempt > 0 ? `, again (${attempt})` : ''
  return {
    at,
    from,
    to: 'desk',
    what: `${isForged ? 'forged ' : ''}${name}${again}`,
    outcome: String(status ?? 'no answer'),
    isBad: (status ?? 599) >= 400,
    durationMs,
    links: [traceLink(traceId), about ?? []].flat(),
    mentions: [],
  }
}

/** A post bears the id of its effect, so that it is found again. */
function slackCall({ args, at, error, method, ok, traceId }: SlackCall): TimelineEntry {
  const { metadata } = args
  const payload = isObject(metadata) ? metadata['event_payload'] : undefined
  const effect = isObject(payload) && typeof payload['id'] === 'string' ? [`effect:${payload['id']}`] : []
  const links = [...traceLink(traceId), ...effect]
  return call({ to: 'Slack', at, what: method, outcome: ok ? 'ok' : (error ?? 'failed'), isBad: !ok, links })
}

function struckCall({ at, call: what, traceId, type }: StruckCall): TimelineEntry {
  return call({ to: 'Slack', at, what, outcome: type, isBad: true, links: traceLink(traceId) })
}

function carrierCall(record: CarrierCall): TimelineEntry {
  const { at, name, status = 'no answer yet' } = record
  const isBad = status === 'drop' || Number(status) >= 400
  return call({ to: 'carrier', at, what: name, outcome: String(status), isBad, links: messageLinks(record) })
}

function call(entry: Pick<TimelineEntry, 'at' | 'to' | 'what' | 'outcome' | 'isBad' | 'links'>): TimelineEntry {
  return { ...entry, from: 'desk', mentions: [] }
}

function own({ durationMs, links = [], mentions = [], name, outcome, startedAt }: DeskStep): TimelineEntry {
  const isBad = /^(refused|unknown|threw|[45]\d\d)\b/.test(outcome)
  return { at: startedAt, from: 'desk', to: 'desk', what: name, outcome, isBad, durationMs, links, mentions }
}

const traceLink = (traceId: string | undefined): readonly string[] =>
  traceId === undefined ? [] : [`trace:${traceId}`]

/** The desk's messages that something at the carrier speaks of: it hands over their ids, to have them back with a receipt. */
export function messageLinks(record: object): readonly string[] {
  const ids = JSON.stringify(record).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
  return [...new Set(ids)].map((id) => `message:${id}`)
}

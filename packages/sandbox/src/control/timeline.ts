import type { DeskStep } from '../desk-process.js'
import type { Delivery } from '../webhook-delivery.js'
import type { Controlled, DeskSteps } from './controlled.js'

/** One thing that happened between Slack, the desk and the carrier. */
export interface TimelineEntry {
  readonly at: Date
  readonly from: Party
  readonly to: Party
  readonly what: string
  readonly outcome: string
  readonly isBad: boolean
}

type Party = 'Slack' | 'desk' | 'carrier'

/** Entries shown at most, the newest. */
const mostShown = 120

/** Makes an empty list of steps. */
export function createDeskSteps(): DeskSteps {
  const steps: DeskStep[] = []
  return {
    steps,
    add(step) {
      steps.push(step)
      if (steps.length > 2 * mostShown) steps.splice(0, mostShown)
    },
  }
}

/** Webhooks, what the desk made of them, and its calls, as they came after each other. */
export function timelineOf({ carrier, sides, slack, steps, struck }: Controlled): readonly TimelineEntry[] {
  const newest = <Thing>(things: readonly Thing[]): readonly Thing[] => things.slice(-mostShown)
  const entries = [
    ...newest(sides.slack.webhooks.deliveries).map((delivery) => webhook('Slack', delivery)),
    ...newest(sides.carrier.webhooks.deliveries).map((delivery) => webhook('carrier', delivery)),
    ...newest(slack.calls).map(({ at, error, method, ok }) =>
      call('Slack', at, method, ok ? 'ok' : (error ?? 'failed'), !ok),
    ),
    ...newest(struck.calls).map(({ at, call: method, type }) => call('Slack', at, method, type, true)),
    ...newest(carrier.calls).map(({ at, name, status = 'no answer yet' }) =>
      call('carrier', at, name, String(status), status === 'drop' || Number(status) >= 400),
    ),
    ...newest(steps.steps).map(own),
  ]
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-mostShown)
}

function webhook(from: 'Slack' | 'carrier', { at, attempt, isForged, name, status }: Delivery): TimelineEntry {
  const again = attempt > 0 ? `, again (${attempt})` : ''
  const what = `${isForged ? 'forged ' : ''}${name}${again}`
  return { at, from, to: 'desk', what, outcome: String(status ?? 'no answer'), isBad: (status ?? 599) >= 400 }
}

function call(to: 'Slack' | 'carrier', at: Date, what: string, outcome: string, isBad: boolean): TimelineEntry {
  return { at, from: 'desk', to, what, outcome, isBad }
}

function own({ durationMs, name, outcome, startedAt }: DeskStep): TimelineEntry {
  const isBad = outcome !== 'done' && !/^2\d\d$/.test(outcome)
  return {
    at: startedAt,
    from: 'desk',
    to: 'desk',
    what: name,
    outcome: `${outcome}, ${durationMs.toFixed(0)} ms`,
    isBad,
  }
}

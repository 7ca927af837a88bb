import type { Clock } from '@threadline/core'
import type { WebhookAttempt, WebhookSender } from '../../webhook-sender.js'
import type { WaitingEvent } from '../state/record.js'
import type { Json } from '../state/types.js'
import { aboutOf } from './about.js'
import { signedRequest } from './signing.js'

/** What the app made of an interaction. */
export type InteractionAnswer =
  | { readonly type: 'answered'; readonly body: string }
  | { readonly type: 'failed'; readonly reason: string }

/** The way from the workspace to the app. */
export interface Delivery {
  /** Events with the same key leave in order. */
  event(name: string, orderKey: string, envelope: Json): void
  interaction(payload: Json): Promise<InteractionAnswer>
  /** A slash command: the fields of a form. */
  command(form: Readonly<Record<string, string>>): Promise<InteractionAnswer>
}

/** Waits before the retries of an event: https://docs.slack.dev/apis/events-api/#retries */
export const eventRetryDelaysMs: readonly number[] = [0, 60_000, 300_000]

/** Delivery that knows which events are still to be acknowledged. */
export interface HttpDelivery extends Delivery {
  waiting(): readonly WaitingEvent[]
}

/** How long the app may take to acknowledge, in milliseconds. */
export const acknowledgeWithinMs = 3000

/** Delivery over HTTP. Without an address nothing is sent and interactions fail. */
export function createHttpDelivery(options: {
  readonly clock: Clock
  readonly sender: WebhookSender
  readonly signingSecret: string
  readonly webhookUrl: () => string | undefined
  /** @defaultValue {@link eventRetryDelaysMs} */
  readonly retryDelaysMs?: readonly number[]
  /** Told when an event is acknowledged or given up. */
  readonly settled?: () => void
}): HttpDelivery {
  const { clock, retryDelaysMs = eventRetryDelaysMs, sender, signingSecret, settled } = options
  const waiting = new Set<WaitingEvent>()
  const sign = (url: string, body: string, contentType: string, headers?: Readonly<Record<string, string>>): Request =>
    signedRequest({ url, body, contentType, signingSecret, at: clock.now(), ...(headers ? { headers } : {}) })

  return {
    event(name, orderKey, envelope) {
      const url = options.webhookUrl()
      if (url === undefined) return
      const body = JSON.stringify(envelope)
      const event: WaitingEvent = { name, orderKey, envelope }
      const end = (): void => {
        waiting.delete(event)
        settled?.()
      }
      waiting.add(event)
      sender.send({
        name: `event.${name}`,
        ...aboutOf(envelope['event']),
        orderKey,
        build: (attempt) => sign(url, body, 'application/json', retryHeaders(attempt)),
        endsRetries: (response) => response.headers.get('x-slack-no-retry') === '1',
        retryDelaysMs,
        timeoutMs: acknowledgeWithinMs,
        onResponse: end,
        onFailure: end,
      })
    },
    waiting: () => [...waiting],
    interaction: (payload) => exchange(String(payload['type']), { payload: JSON.stringify(payload) }),
    command: (form) => exchange('slash_command', form),
  }

  function exchange(what: string, form: Readonly<Record<string, string>>): Promise<InteractionAnswer> {
    const url = options.webhookUrl()
    if (url === undefined) return Promise.resolve({ type: 'failed', reason: 'no_request_url' })
    const body = new URLSearchParams(form).toString()
    return withinTime(clock, (end) => {
      sender.send({
        name: `interaction.${what}`,
        build: () => sign(url, body, 'application/x-www-form-urlencoded'),
        timeoutMs: acknowledgeWithinMs,
        onResponse: async (response) => end(await answerOf(response)),
        onFailure: (reason) => end({ type: 'failed', reason }),
      })
    })
  }
}

/** A client stops waiting by itself: a request that a fault makes late or takes away never ends otherwise. */
function withinTime(
  clock: Clock,
  begin: (end: (answer: InteractionAnswer) => void) => void,
): Promise<InteractionAnswer> {
  return new Promise((resolve) => {
    const isLate: InteractionAnswer = { type: 'failed', reason: 'http_timeout' }
    const cancel = clock.setTimer(new Date(clock.now().getTime() + acknowledgeWithinMs), () => resolve(isLate))
    begin((answer) => {
      cancel()
      resolve(answer)
    })
  })
}

function retryHeaders(attempt: WebhookAttempt): Readonly<Record<string, string>> {
  if (attempt.number === 0) return {}
  return {
    'x-slack-retry-num': String(attempt.number),
    'x-slack-retry-reason': attempt.reason ?? 'unknown_error',
  }
}

async function answerOf(response: Response): Promise<InteractionAnswer> {
  if (response.status !== 200) return { type: 'failed', reason: `http_${response.status}` }
  return { type: 'answered', body: await response.text() }
}

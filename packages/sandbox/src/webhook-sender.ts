import type { Clock } from '@threadline/core'
import { deliverOnce, type Delivery } from './webhook-delivery.js'
import { createWebhookFaults, type StruckFaults, type WebhookFaults } from './webhook-faults.js'
import { shuffled } from './random.js'

export type { Delivery } from './webhook-delivery.js'
export type { WebhookFault, WebhookFaultRule, WebhookFaults } from './webhook-faults.js'

/** Which try of a delivery this is. */
export interface WebhookAttempt {
  /** 0 for the first delivery, then 1, 2, 3 for its retries. */
  readonly number: number
  /** Why the try before failed, in Slack's words: `http_timeout`, `connection_failed`, `http_error`. */
  readonly reason?: string
}

/** A webhook to send. */
export interface Webhook {
  /** What fault rules look at: `event.message`, `inbound`, `status.delivered`. */
  readonly name: string
  /** The message or text that it is about, as `slack:C1:1.2` or `text:SM1`, for whoever follows one. */
  readonly about?: string
  /** Makes the request anew for every try and every duplicate, so that its timestamp and signature are fresh. */
  readonly build: (attempt: WebhookAttempt) => Request | Promise<Request>
  /** Gets the response that ended it: the 2xx, or the last of the others. Never those to duplicates or forgeries. */
  readonly onResponse?: (response: Response) => void | Promise<void>
  /** Told when it ended without any response: unreachable, or too slow. */
  readonly onFailure?: (reason: string) => void
  /** Whether a response that is not 2xx ends the retries at once. */
  readonly endsRetries?: (response: Response) => boolean
  /**
   * Waits before the retries, in milliseconds, on the clock. Empty: it is never retried.
   *
   * @defaultValue none
   */
  readonly retryDelaysMs?: readonly number[]
  /**
   * How long the receiver may take, in milliseconds, on the clock.
   *
   * @defaultValue 3000
   */
  readonly timeoutMs?: number
  /** Webhooks with the same key leave one after the other, each after the first try of the one before. */
  readonly orderKey?: string
}

/** Sends webhooks the way services do: with retries, twice, late, or in the wrong order. */
export interface WebhookSender {
  send(webhook: Webhook): void
  /** Has whatever could be retried wait until then instead of going to somebody who is not there yet. */
  hold(until: Promise<void>): void
  readonly faults: WebhookFaults
  /** Every request made, oldest first. */
  readonly deliveries: readonly Delivery[]
  /** Resolves when nothing is in flight. Retries and delays waiting on the clock do not count; a reorder window is let go. */
  settled(): Promise<void>
  /** Forgets what waits and gives up what is in flight. */
  stop(): void
}

/** How long a reorder window that does not fill up may hold its webhooks, in milliseconds. */
const windowMs = 500

/** Makes a sender of webhooks. */
export function createWebhookSender(options: {
  readonly clock: Clock
  readonly random?: () => number
  readonly fetch?: typeof fetch
}): WebhookSender {
  const { clock, random = Math.random } = options
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init))
  const faults = createWebhookFaults(random)
  const deliveries: Delivery[] = []
  const inFlight = new Set<Promise<void>>()
  const lastByKey = new Map<string, Promise<void>>()
  const timers = new Set<() => void>()
  const stopped = new AbortController()
  let held: Promise<void> | undefined
  let window: (() => void)[] = []

  function track(work: Promise<void>): Promise<void> {
    inFlight.add(work)
    return work.finally(() => inFlight.delete(work))
  }

  function later(ms: number, work: () => void): void {
    if (ms <= 0) return work()
    const cancel = clock.setTimer(new Date(clock.now().getTime() + ms), () => {
      timers.delete(cancel)
      if (!stopped.signal.aborted) work()
    })
    timers.add(cancel)
  }

  async function attempt(webhook: Webhook, number: number, reason?: string): Promise<void> {
    if (held && webhook.retryDelaysMs?.length) await held
    if (stopped.signal.aborted) return
    const tried = await deliver(webhook, reason === undefined ? { number } : { number, reason }, false)
    if (stopped.signal.aborted) return
    const delayMs = tried.isAccepted || isFinal(webhook, tried) ? undefined : webhook.retryDelaysMs?.[number]
    if (delayMs !== undefined) {
      return later(delayMs, () => void track(attempt(webhook, number + 1, tried.reason)))
    }
    if (tried.response) await webhook.onResponse?.(tried.response)
    else webhook.onFailure?.(tried.reason)
  }

  async function deliver(webhook: Webhook, which: WebhookAttempt, isForged: boolean) {
    const build = async () => {
      const request = await webhook.build(which)
      return isForged ? forged(request) : request
    }
    const tried = await deliverOnce(build, {
      clock,
      fetch: send,
      timeoutMs: webhook.timeoutMs ?? 3000,
      signal: stopped.signal,
    })
    const { about, name } = webhook
    const named = { name, attempt: which.number, isForged, ...(about === undefined ? {} : { about }) }
    deliveries.push({ ...tried.delivery, ...named })
    return tried
  }

  async function depart(webhook: Webhook, struck: StruckFaults): Promise<void> {
    if (struck.forge) await deliver(webhook, { number: 0 }, true)
    if (struck.drop) return
    const copies = struck.duplicate ? (struck.duplicate.copies ?? 1) : 0
    const others = Array.from({ length: copies }, () => deliver(webhook, { number: 0 }, false))
    await Promise.all([attempt(webhook, 0), ...others])
  }

  function inLine(webhook: Webhook, struck: StruckFaults): void {
    const key = webhook.orderKey
    if (key === undefined) return void track(depart(webhook, struck))
    const mine = track((lastByKey.get(key) ?? Promise.resolve()).then(() => depart(webhook, struck)))
    lastByKey.set(key, mine)
    void mine.finally(() => lastByKey.get(key) === mine && lastByKey.delete(key))
  }

  function openWindow(): void {
    const held = window
    window = []
    for (const leave of shuffled(held, random)) leave()
  }

  function gather(leave: () => void, size: number): void {
    window.push(leave)
    if (window.length >= size) openWindow()
    else if (window.length === 1) later(windowMs, openWindow)
  }

  return {
    faults,
    deliveries,
    send(webhook) {
      if (stopped.signal.aborted) return
      const struck = faults.take(webhook.name)
      const loose = () => void track(depart(webhook, struck))
      if (struck.delay) later(struck.delay.ms, loose)
      else if (struck.reorder) gather(loose, struck.reorder.window)
      else inLine(webhook, struck)
    },
    hold(until) {
      const mine = until.finally(() => held === mine && (held = undefined))
      held = mine
    },
    async settled() {
      openWindow()
      while (inFlight.size > 0 || window.length > 0) {
        openWindow()
        await Promise.all(inFlight)
      }
    },
    stop() {
      stopped.abort()
      for (const cancel of timers) cancel()
      timers.clear()
      window = []
    },
  }
}

function isFinal(webhook: Webhook, tried: { readonly response?: Response }): boolean {
  return tried.response !== undefined && (webhook.endsRetries?.(tried.response) ?? false)
}

/** The same request with one character of its signature changed. */
function forged(request: Request): Request {
  const headers = new Headers(request.headers)
  for (const [name, value] of request.headers) {
    if (!name.includes('signature') && name !== 'authorization') continue
    const middle = Math.floor(value.length / 2)
    headers.set(name, value.slice(0, middle) + (value[middle] === 'a' ? 'b' : 'a') + value.slice(middle + 1))
  }
  return new Request(request, { headers })
}

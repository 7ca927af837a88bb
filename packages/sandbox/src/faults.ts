import { setTimeout as pause } from 'node:timers/promises'
import type { SimulatorReply } from './simulator.js'

/** Something that goes wrong with one call to a simulated service. */
export type Fault =
  /** 429, and nothing happened. Without `retryAfterMs` there is no `Retry-After` header. */
  | { readonly type: 'rate-limit'; readonly retryAfterMs?: number }
  /** An error status, and nothing happened. */
  | {
      readonly type: 'error'
      readonly status: number
      readonly body?: string
      readonly contentType?: string
    }
  /** The connection breaks before anything happened. */
  | { readonly type: 'reset' }
  /** The call takes effect, and the connection breaks instead of an answer. */
  | { readonly type: 'accept-then-drop' }
  /** The call takes effect, and the answer says that it failed. */
  | { readonly type: 'accept-then-error'; readonly status: number }
  /** The call takes effect, and the answer is a 200 that nobody can read. */
  | { readonly type: 'garbled' }
  /** The call takes effect, and the answer comes `ms` milliseconds later: real ones, as on a slow wire. */
  | { readonly type: 'delay'; readonly ms: number }
  /** The call takes effect, and no answer ever comes: the client has to give up. */
  | { readonly type: 'hang' }

/** When a fault strikes. */
export interface FaultRule {
  /** Name of the call (exact), or a pattern to find in it: `chat.postMessage`, `messages.create`. */
  readonly on: string | RegExp
  readonly fault: Fault
  /**
   * How many times it strikes.
   *
   * @defaultValue until cleared
   */
  readonly times?: number
  /**
   * How likely it is to strike a call it fits, from 0 to 1.
   *
   * @defaultValue 1
   */
  readonly chance?: number
}

/** The faults waiting to strike one service. */
export interface Faults {
  add(rule: FaultRule): void
  clear(): void
  /**
   * The fault that strikes this call, if any: the first rule that fits. Uses up one of its times.
   *
   * @param traceId the trace that the call belongs to, for whoever is told
   */
  take(call: string, traceId?: string): Fault | undefined
}

/** How a service words the faults that its clients read. */
export interface FaultWording {
  /** Body and content type of a 429. */
  rateLimit?(): { readonly body: string; readonly contentType: string }
}

/**
 * Makes an empty set of faults.
 *
 * @param random - decides rules with a `chance`; pass `seededRandom(seed)` for a run that can be repeated
 * @param onStrike - told of every call that is struck
 */
export function createFaults(
  random: () => number = Math.random,
  onStrike: (call: string, fault: Fault, traceId?: string) => void = () => undefined,
): Faults {
  let waiting: { readonly rule: FaultRule; timesLeft: number }[] = []

  return {
    add: (rule) => void waiting.push({ rule, timesLeft: rule.times ?? Infinity }),
    clear: () => void (waiting = []),
    take(call, traceId) {
      const struck = waiting.find(
        ({ rule, timesLeft }) => timesLeft > 0 && matchesName(rule.on, call) && isStruck(rule.chance, random),
      )
      if (!struck) return undefined
      struck.timesLeft -= 1
      onStrike(call, struck.rule.fault, traceId)
      return struck.rule.fault
    },
  }
}

/** Answers one call, letting the next fault for it strike. `handle` is what makes the call take effect. */
export async function withFaults(
  faults: Faults,
  call: string,
  handle: () => Promise<Response>,
  wording: FaultWording = {},
  traceId?: string,
): Promise<SimulatorReply> {
  const fault = faults.take(call, traceId)
  if (!fault) return handle()
  switch (fault.type) {
    case 'rate-limit':
      return rateLimited(fault.retryAfterMs, wording)
    case 'error':
      return answer(fault.status, fault.body ?? '<html><body>Service error</body></html>', fault.contentType)
    case 'reset':
      return 'drop'
    case 'accept-then-drop':
      await handle()
      return 'drop'
    case 'accept-then-error':
      await handle()
      return answer(fault.status, '<html><body>Service error</body></html>')
    case 'garbled':
      await handle()
      return answer(200, '<html><body>{"ok": tr')
    case 'delay':
      return pause(fault.ms, await handle())
    case 'hang':
      await handle()
      return new Promise<never>(() => {})
    default:
      return fault satisfies never
  }
}

/** Whether a rule's `on` fits a name. Absent fits everything. */
export function matchesName(on: string | RegExp | undefined, name: string): boolean {
  if (on === undefined) return true
  return typeof on === 'string' ? on === name : name.search(on) >= 0
}

/** Whether a rule with this chance strikes now. */
export function isStruck(chance: number | undefined, random: () => number): boolean {
  return chance === undefined || random() < chance
}

function rateLimited(retryAfterMs: number | undefined, wording: FaultWording): Response {
  const { body, contentType } = wording.rateLimit?.() ?? {
    body: 'Too many requests',
    contentType: 'text/plain',
  }
  const headers = new Headers({ 'content-type': contentType })
  if (retryAfterMs !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)))
  return new Response(body, { status: 429, headers })
}

function answer(status: number, body: string, contentType = 'text/html'): Response {
  return new Response(body, { status, headers: { 'content-type': contentType } })
}

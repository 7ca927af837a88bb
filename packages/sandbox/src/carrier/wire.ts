import type { FaultWording } from '../faults.js'
import type { Webhook } from '../webhook-sender.js'
import type { OptOutRules } from './opt-out.js'
import type { CarrierState, TextRecord } from './state.js'
import type { CarrierCall, CarrierStatusStep, PhoneKind, WireName } from './types.js'

/** One step of a text, before it happens. */
export type Step = Omit<CarrierStatusStep, 'at'>

/** One request to a wire's API; the wire's name is no longer in front of its path. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string
}

/** A request that a wire has understood. */
export interface WireCall {
  /** What fault rules look at: `messages.create`, `messages.list`, `messages.get`, `media.list`, `media.get` or `unknown`. */
  readonly name: string
  /** For the log. */
  readonly content: Pick<CarrierCall, 'form' | 'json'>
  /** Makes it take effect, if the caller may. Not called when a fault strikes before. */
  readonly perform: () => Response | Promise<Response>
}

/** What a wire may do to the carrier. */
export interface WireContext {
  readonly state: CarrierState
  /**
   * Hands an accepted text to the network: a mobile gets it, and its statuses begin to come. With `refusal` nobody
   * gets it, and these statuses come instead.
   */
  dispatch(text: TextRecord, refusal?: readonly Step[]): void
}

/**
 * One vendor's way to speak: its API, its webhooks, its signatures. Phones, texts, faults and time are the carrier's.
 * A new one is a folder beside `twilio`, an entry in `wires.ts` and a name in `WireName`.
 */
export interface Wire {
  readonly name: WireName
  /** Whether a path without the wire's name in front can only be this wire's. */
  answers(path: string): boolean
  call(context: WireContext, request: WireRequest): WireCall
  /** How it words a 429. */
  readonly wording: FaultWording
  /** Makes a new id of a text. */
  newTextId(state: CarrierState, text: { readonly hasMedia: boolean }): string
  /** Makes a new id of a file that came with a text, and the path of its address behind the wire's name. */
  newFile(state: CarrierState, textId: string): { readonly id: string; readonly path: string }
  /** What becomes of a text by itself. Error codes are the vendor's. */
  readonly journeys: Readonly<Record<Exclude<PhoneKind, 'slow'>, readonly Step[]>>
  /** What becomes of a text whose files cannot be fetched. */
  readonly mediaMissing: readonly Step[]
  /** Tells the desk of a step. `undefined` where nobody asked, or where the vendor has no word for it. */
  statusWebhook(state: CarrierState, text: TextRecord, step: Step): Webhook | undefined
  /** Brings the desk a text, to the webhook of its number. */
  inboundWebhook(state: CarrierState, text: TextRecord, url: string): Webhook
  /** How it answers STOP, START and HELP itself, and whether it does unless told otherwise. */
  readonly optOut: OptOutRules & { readonly isUsual: boolean }
}

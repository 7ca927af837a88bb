import type { Clock } from '@threadline/core'
import type { Faults } from '../faults.js'
import type { SimulatorReply } from '../simulator.js'
import type { WebhookSender } from '../webhook-sender.js'

/** Whose API and webhooks a number speaks. */
export type WireName = 'twilio' | 'vonage' | 'messagebird' | 'bird'

/**
 * What is at the other end: a `mobile` gets texts, and so does a `slow` one, on a bad network, seconds later; `landline`,
 * `off` and `unknown` numbers do not, each for its own reason.
 */
export type PhoneKind = 'mobile' | 'slow' | 'landline' | 'off' | 'unknown'

/** A picture or other file in a text. */
export interface CarrierMedia {
  readonly contentType: string
  /** Address of the file: where the caller said it is, or the carrier's own media address. */
  readonly url: string
}

/** A file to send from a phone. */
export interface PhoneAttachment {
  readonly contentType: string
  readonly content: Uint8Array<ArrayBuffer>
}

/** A text as it shows on a phone. */
export interface PhoneText {
  readonly from: string
  readonly to: string
  readonly body: string
  readonly media: readonly CarrierMedia[]
  readonly at: Date
  /** The message resource behind it; absent for the carrier's own answers to STOP, START and HELP. */
  readonly sid?: string
}

/** A customer's phone. */
export interface Phone {
  readonly number: string
  readonly kind: PhoneKind
  readonly name?: string
  /** What arrived, oldest first. */
  readonly inbox: readonly PhoneText[]
  /** What was texted from it, oldest first. */
  readonly outbox: readonly PhoneText[]
}

/** What a caller of Vonage's API, and a receiver of its webhooks, has to know. All are fixed, public values but the key. */
export interface VonageAccount {
  readonly apiKey: string
  /** One way in, with the key. */
  readonly apiSecret: string
  /** The application the numbers are linked to. */
  readonly applicationId: string
  /** The other way in: signs the tokens of the application. PEM, another one in every run. */
  readonly privateKey: string
  /** Signs webhooks. */
  readonly signatureSecret: string
}

/** One of the desk's own numbers. */
export interface CarrierNumber {
  readonly number: string
  /** @defaultValue 'twilio' */
  readonly wire?: WireName
  /** Where inbound texts are posted. Absent: they are only kept. */
  readonly webhookUrl?: string
}

/** Where a text has got to. The words are Twilio's; the other wires have their own for the same steps. */
export type CarrierStatus =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'canceled'
  | 'received'

/** One step of a text. */
export interface CarrierStatusStep {
  readonly status: CarrierStatus
  readonly at: Date
  /** The vendor's. */
  readonly errorCode?: number | string
}

/** A message resource, and what really became of it. */
export interface CarrierText {
  readonly wire: WireName
  /** The vendor's id; Twilio's is `SM…`, or `MM…` with media. */
  readonly sid: string
  readonly direction: 'outbound-api' | 'inbound'
  readonly from: string
  readonly to: string
  readonly body: string
  readonly media: readonly CarrierMedia[]
  readonly status: CarrierStatus
  readonly errorCode?: number | string
  /** Where its statuses are told, where the call said so. */
  readonly statusCallback?: string
  /** The caller's own id, where the wire has such a field. */
  readonly reference?: string
  /** What the caller keeps with it, where the wire has such a field. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** The key under which a repeated call is answered with this text, where the wire has one. */
  readonly idempotencyKey?: string
  readonly createdAt: Date
  /** When it left for the network. Absent while queued. */
  readonly sentAt?: Date
  readonly updatedAt: Date
  /** Every status it had, oldest first. */
  readonly history: readonly CarrierStatusStep[]
  /** How many times the handset at the other end got it. */
  readonly arrivals: number
}

/** One call to the API. */
export interface CarrierCall {
  readonly wire: WireName
  /** `messages.create`, `messages.list`, `messages.get`, `media.list`, `media.get` or `unknown`. */
  readonly name: string
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** Fields of the form; those that repeat are lists. */
  readonly form: Readonly<Record<string, string | readonly string[]>>
  /** The JSON body, where there is one. */
  readonly json?: unknown
  readonly at: Date
  /** HTTP status, or `drop` for a broken connection. Absent while unanswered. */
  readonly status?: number | 'drop'
}

/** Options of {@link Carrier}. */
export interface CarrierOptions {
  /** @defaultValue the clock on the wall */
  readonly clock?: Clock
  /** Source of ids and chances. @defaultValue a seeded one, the same in every run */
  readonly random?: () => number
  /** @defaultValue `AC` and 32 digits */
  readonly accountSid?: string
  /** Signs webhooks, and is one way in. @defaultValue a fixed, public value */
  readonly authToken?: string
  /** The other way in. @defaultValue none */
  readonly apiKey?: { readonly sid: string; readonly secret: string }
  /** The desk's own numbers. @defaultValue none */
  readonly numbers?: readonly CarrierNumber[]
  /** Address that stands before a wire's name as clients see it, for media links. @defaultValue `http://127.0.0.1` */
  readonly publicUrl?: string | (() => string)
  /** Whether texts move on by themselves, or only by `advance`. @defaultValue 'auto' */
  readonly statuses?: 'auto' | 'manual'
  /** Wait before each status in milliseconds, on the clock. @defaultValue 0 */
  readonly statusDelayMs?: number
  /**
   * Waits before a webhook that was not accepted is sent again, in milliseconds, on the clock: what the fragment
   * `#rc=3&rp=5xx,ct,rt` of an address asks Twilio for. The same message comes with the same id.
   *
   * @defaultValue as the vendor does: Twilio does not try again; Vonage does for 24 hours, after a 429 or 5xx
   * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
   */
  readonly retryDelaysMs?: readonly number[]
  /** Whether the carrier answers STOP, START and HELP itself and blocks. @defaultValue as the vendor does: Twilio does */
  readonly handlesOptOut?: boolean
  /** What a carrier before this one had. @defaultValue nothing */
  readonly record?: CarrierRecord
  /** Sends the webhooks. @defaultValue the platform's */
  readonly fetch?: typeof fetch
}

/** A carrier as it can be put away and gone on with. Addresses of webhooks are not in it: they are of who listens now. */
export interface CarrierRecord {
  readonly numbers: readonly CarrierNumber[]
  readonly phones: readonly Phone[]
  readonly texts: readonly CarrierText[]
  /** Files behind the carrier's media addresses, by their ids. */
  readonly files: ReadonlyMap<string, PhoneAttachment>
  /** Pairs that must not be texted, as `sender recipient`. */
  readonly blocked: ReadonlySet<string>
}

/** A text from a customer's phone. */
export interface TextFromPhone {
  /** The phone; a new number becomes a mobile. */
  readonly from: string
  /** One of the desk's own numbers. */
  readonly to: string
  /** @defaultValue '' */
  readonly body?: string
  readonly media?: readonly PhoneAttachment[]
}

/** What a caller of one of MessageBird's APIs has to know. */
export interface KeyPair {
  /** The way in. */
  readonly apiKey: string
  /** Signs the webhooks. */
  readonly signingKey: string
}

/** A carrier that speaks the APIs of several vendors, and the phones behind it. */
export interface Carrier {
  /** Twilio's. */
  readonly accountSid: string
  readonly authToken: string
  readonly messagebird: KeyPair
  readonly bird: KeyPair
  /** For numbers whose wire is `vonage`. */
  readonly vonage: VonageAccount
  /** Answers the APIs: paths that begin with a wire's name (`/twilio/…`), or with that of its API (`/2010-04-01/…`). */
  fetch(request: Request): Promise<SimulatorReply>
  /** Strikes API calls, by their {@link CarrierCall} name. */
  readonly faults: Faults
  /** Sends `inbound` and `status.<status>` webhooks; its faults strike those. */
  readonly webhooks: WebhookSender
  /** Adds one of the desk's own numbers, or changes its webhook. */
  setNumber(number: CarrierNumber): void
  numbers(): readonly CarrierNumber[]
  /** Adds a phone, or changes one. Throws when the number is not E.164. */
  addPhone(phone: { readonly number: string; readonly kind?: PhoneKind; readonly name?: string }): Phone
  /** The phone with that number; a new number becomes a mobile. */
  phone(number: string): Phone
  phones(): readonly Phone[]
  /** Texts from a phone. Throws when `to` is not one of the desk's numbers, or when there is nothing in the text. */
  text(text: TextFromPhone): CarrierText
  /** What a phone has sent, by the carrier's address of it. */
  file(url: string): PhoneAttachment | undefined
  /** Every message resource, oldest first. */
  texts(): readonly CarrierText[]
  /**
   * Moves a text on and tells its status webhook. A late status after a final one is called back too, but the
   * resource stays as it is. Throws for an unknown sid.
   */
  advance(sid: string, status: CarrierStatus, errorCode?: number | string): void
  readonly calls: readonly CarrierCall[]
  /** Told after every change. Returns a function that ends it. */
  onChange(listener: () => void): () => void
  /** All that it remembers, to go on with later: `record` of the options takes it. */
  record(): CarrierRecord
  /** Resolves when no webhook is in flight. */
  settled(): Promise<void>
  /** Ends its timers and webhooks. */
  stop(): void
}

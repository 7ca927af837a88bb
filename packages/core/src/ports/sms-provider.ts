import type { RateLimit } from '../domain/rate-limit.js'
import type { TextFailure, TextFailureCategory } from '../domain/failure.js'
import type { MediaCapability } from '../domain/media-capability.js'
import type { Media } from '../domain/message.js'
import type { TextRoom } from '../domain/text-room.js'
import type { Outcome } from './outcome.js'
import type { PlainResponse, Received, WebhookRequest } from './webhook.js'

/** What a provider can do, so that core asks for nothing else. */
export interface SmsCapabilities extends TextRoom {
  /** Longest text in UTF-16 units; longer ones are refused before sending, or split. */
  readonly maxTextLength: number
  /**
   * Most segments of a text, where the vendor counts those: a text with a sign outside the GSM alphabet has less than half
   * of the room then. Absent: the length alone counts.
   */
  readonly maxSegments?: number
  /** The provider answers STOP, START and HELP itself, so core must not. */
  readonly sendsOptOutReplies: boolean
  /** Segments it takes from one sender. Absent: as many as come. Core keeps to it over all processes. */
  readonly segmentRate?: RateLimit
  /** Pictures and files it takes with a text. Absent: words only. */
  readonly media?: MediaCapability
}

/** A file to send along: the provider, or the carrier behind it, fetches it. */
export interface OutboundMedia {
  /** Absolute URL that serves exactly this file, to whoever has it, for a short time. */
  readonly url: string
  readonly contentType: string
  /** Name with its extension, in ASCII. */
  readonly fileName: string
}

/** A file that came with a text. */
export interface MediaFile {
  readonly content: Uint8Array
  /** As the server says, in lower case and without parameters. */
  readonly contentType: string
  readonly fileName?: string
}

/** A text to send. */
export interface OutboundText {
  /** Our own id of the message. Must come back in every receipt, in whatever way the provider allows. */
  readonly reference: string
  /** Sender address on our side. */
  readonly from: string
  /** E.164 number of the contact. */
  readonly to: string
  /** May be empty when there is media. */
  readonly text: string
  /** Never more or larger than the capabilities say. Absent: words only. */
  readonly media?: readonly OutboundMedia[]
  /** Absolute URL for this provider's webhooks. */
  readonly webhookUrl: string
}

/** A text the provider has taken over. */
export interface AcceptedText {
  /** The vendor's id. */
  readonly externalId: string
  readonly status: ReceiptStatus
  readonly rawStatus: string
  readonly failure?: TextFailure
}

/** How far a provider says a text has come. `queued` and `sending` mean: taken over, not yet handed to the carrier. */
export type ReceiptStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'canceled'

/** A customer's text. */
export interface TextReceived {
  readonly type: 'text'
  readonly externalId: string
  /** The contact: E.164, short code or alphanumeric. */
  readonly from: string
  /** Our sender. */
  readonly to: string
  /** May be empty when there is media. */
  readonly text: string
  readonly media: readonly Media[]
  /** When the provider got it, where it says so. */
  readonly sentAt?: Date
}

/** What became of a text we sent. */
export interface DeliveryReceipt {
  readonly type: 'receipt'
  readonly externalId: string
  /** Our own id, where it came back. */
  readonly reference?: string
  /** Our sender. */
  readonly from?: string
  readonly status: ReceiptStatus
  readonly rawStatus: string
  readonly failure?: TextFailure
}

export type SmsEvent = TextReceived | DeliveryReceipt

/** One thing about how an account is set up at its provider. */
export interface SetupFinding {
  readonly subject: 'credentials' | 'number' | 'webhook'
  /** Absent when it cannot be told. */
  readonly isRight?: boolean
  /** What is so; when it is wrong, what to change. Never a secret. */
  readonly sentence: string
}

/** A carrier of texts. Implement it, then run `smsProviderSuite` from `@threadline/core/testing`. */
export interface SmsProvider {
  /** Verifies and parses a webhook. Throws `ThreadlineError` with a `webhook.*` code when it must not be believed. */
  receive(request: WebhookRequest): Promise<Received<SmsEvent, undefined, Response | PlainResponse>>
  /** Sends exactly one text, once: no retries inside. */
  send(text: OutboundText): Promise<Outcome<AcceptedText, TextFailureCategory>>
  /**
   * Looks for a text whose sending ended *unknown*. `done` when found, `refused` when the provider's list certainly
   * does not hold it, `unknown` when it cannot tell.
   *
   * @param startedAt - when the call to `send` began
   */
  find?(text: OutboundText, startedAt: Date): Promise<Outcome<AcceptedText, TextFailureCategory>>
  /** Asks how far a text has come whose receipts stayed away. */
  check?(externalId: string): Promise<Outcome<AcceptedText, TextFailureCategory>>
  /**
   * Fetches a file that came with a text. Goes to the provider's own hosts only, and gives its credentials to no other.
   * `refused` with category `media` when the file is too large, gone or of another host.
   *
   * @param maxBytes - a larger file is refused, without reading it to its end
   */
  fetchMedia?(media: Media, maxBytes: number): Promise<Outcome<MediaFile, TextFailureCategory>>
  /** Texts that came to one of our senders since a time, oldest first: what webhooks may have missed. */
  listInbound?(to: string, since: Date): Promise<Outcome<readonly TextReceived[], TextFailureCategory>>
  /**
   * Looks whether the account, one of our senders and its webhook are set up as they should be, and changes nothing. Ends
   * with the first thing that is wrong. Never throws for what the provider or the network does.
   *
   * @param webhookUrl - where this provider is to post what comes in
   */
  inspect?(address: string, webhookUrl: string): Promise<readonly SetupFinding[]>
  /**
   * Loads whatever is loaded on first use, without calling anybody. Done before the first text is begun: a text that waits
   * for a module to be read is recorded as started, and a process that dies in that second leaves it unknown.
   */
  prepare?(): Promise<void>
  readonly capabilities: SmsCapabilities
}

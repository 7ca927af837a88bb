import type { TextFailure, TextFailureCategory } from '../domain/failure.js'
import type { Media } from '../domain/message.js'
import type { Outcome } from './outcome.js'
import type { Received, WebhookRequest } from './webhook.js'

/** What a provider can do, so that core asks for nothing else. */
export interface SmsCapabilities {
  /** Longest text in UTF-16 units; longer ones are refused before sending. */
  readonly maxTextLength: number
  /** The provider answers STOP, START and HELP itself, so core must not. */
  readonly sendsOptOutReplies: boolean
}

/** A text to send. */
export interface OutboundText {
  /** Our own id of the message. Must come back in every receipt, in whatever way the provider allows. */
  readonly reference: string
  /** Sender address on our side. */
  readonly from: string
  /** E.164 number of the contact. */
  readonly to: string
  readonly text: string
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

/** A carrier of texts. Implement it, then run `smsProviderSuite` from `@threadline/core/testing`. */
export interface SmsProvider {
  /** Verifies and parses a webhook. Throws `ThreadlineError` with a `webhook.*` code when it must not be believed. */
  receive(request: WebhookRequest): Promise<Received<SmsEvent>>
  /** Sends exactly one text, once: no retries inside. */
  send(text: OutboundText): Promise<Outcome<AcceptedText, TextFailureCategory>>
  /**
   * Looks for a text whose sending ended *unknown*. `done` when found, `refused` when the provider's list certainly
   * does not hold it, `unknown` when it cannot tell.
   *
   * @param startedAt - when the call to `send` began
   */
  find?(text: OutboundText, startedAt: Date): Promise<Outcome<AcceptedText, TextFailureCategory>>
  readonly capabilities: SmsCapabilities
}

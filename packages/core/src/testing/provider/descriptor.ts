import type { TextFailureCategory } from '../../domain/failure.js'
import type { ReceiptStatus, SmsProvider, TextReceived } from '../../ports/sms-provider.js'
import type { WebhookRequest } from '../../ports/webhook.js'

/**
 * What the kit has to know about a provider: how to make one, what its vendor says over the wire, and what it cannot do.
 * Nothing in it decides whether a test passes: it only speaks the vendor's language.
 */
export interface SmsProviderDescriptor {
  /** Makes a provider as the setup says. Called anew for each test. */
  open(setup: ProviderSetup): SmsProvider
  /** What must be seen nowhere: the credentials, in every form in which they travel. */
  readonly secrets: readonly string[]
  /** Two different ids as the vendor writes them. */
  readonly externalIds: readonly [string, string]
  /** Entry file of the package, source or built: what it imports before its first use is read from there. */
  readonly entry: URL
  readonly wire: ProviderWire
  readonly webhooks: ProviderWebhooks
  /** What it cannot do, each with the reason, which becomes the name of a test. */
  readonly cannot?: Readonly<Partial<Record<ProviderAbility, string>>>
}

/** What a provider may be unable to do. Everything else it must. */
export type ProviderAbility =
  /** Sends pictures and files. */
  | 'send-media'
  /** Receives pictures and files. */
  | 'receive-media'
  /** Says how long to wait when it asks to slow down. */
  | 'retry-after'
  /** Dates its webhooks, so that an old one is seen to be old. */
  | 'dated-webhooks'
  | 'find'
  | 'check'
  | 'fetch-media'
  | 'list-inbound'

/** What the kit decides about a provider. */
export interface ProviderSetup {
  /** Where the vendor's API is: a server of the kit's on loopback, without a slash at its end. */
  readonly apiUrl: string
  /** Milliseconds a whole call may take. */
  readonly timeoutMs: number
  /** The time. */
  readonly now: () => Date
  /** Secrets with which webhooks may be signed; more than one while they are rotated. */
  readonly signingSecrets: readonly [string, ...string[]]
}

/** A call as it came to the vendor's API. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array
}

/** An answer of the vendor's API. A body that is no text goes out as JSON. */
export interface WireAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A call to send, as the vendor understands it. */
export interface WireText {
  /** With or without `+`. */
  readonly from: string
  readonly to: string
  readonly text: string
  readonly mediaUrls: readonly string[]
}

/** The vendor's API. */
export interface ProviderWire {
  /** Reads a call; `undefined` when it is not one to send. */
  readSend(call: WireRequest): WireText | undefined
  /** The text has been taken over. */
  accepted(externalId: string): WireAnswer
  /** A text that will never go out. */
  readonly refusal: {
    /** The vendor's code, as the provider keeps it. */
    readonly code: string
    readonly category: TextFailureCategory
    /** @param sentence - what the vendor says about it, in the place where it says so */
    answer(sentence: string): WireAnswer
  }
  /** Slow down. @param retryAfterSeconds - how long, if the vendor says so */
  rateLimited(retryAfterSeconds?: number): WireAnswer
  /** Answers calls that neither send nor are looked at by a test, such as one for a token. */
  otherwise?(call: WireRequest): WireAnswer | undefined
  /** A look-up whose list holds these texts. Goes with `find`. */
  found?(texts: readonly ListedText[]): WireAnswer
  /** How far a text has come. Goes with `check`. */
  state?(externalId: string, rawStatus: string): WireAnswer
  /** A list of texts that came in, in the vendor's order. Goes with `listInbound`. */
  inbound?(texts: readonly InboundText[]): WireAnswer
  /** Address of a file that came with a text, at the vendor's own host. Goes with `fetchMedia`. */
  mediaUrl?(apiUrl: string): string
}

/** A text of ours in the vendor's list. */
export interface ListedText {
  readonly externalId: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly createdAt: Date
  /** The call that sent it, to take our reference from. */
  readonly call: WireRequest
}

/** A customer's text, without our word for it. */
export type InboundText = Omit<TextReceived, 'type'>

/** With what a webhook is signed, and when. */
export interface Signing {
  readonly secret: string
  readonly at: Date
}

/** The vendor's webhooks. Without a signing they come unsigned. */
export interface ProviderWebhooks {
  readonly secrets: {
    readonly current: string
    /** The one before, believed while secrets are rotated. */
    readonly previous: string
    /** Somebody else's. */
    readonly foreign: string
  }
  /** The vendor's words for how far a text has come, and ours. */
  readonly statuses: readonly { readonly rawStatus: string; readonly status: ReceiptStatus }[]
  /** A customer's text. */
  text(text: InboundText, signing?: Signing): WebhookRequest
  /** News of a text of ours. */
  receipt(news: ReceiptNews, signing?: Signing): WebhookRequest
}

export interface ReceiptNews {
  readonly externalId: string
  readonly rawStatus: string
  /** The call that sent it: our reference comes back from there, in whatever way the vendor has. */
  readonly call: WireRequest
}

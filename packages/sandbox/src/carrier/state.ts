import type { Clock } from '@threadline/core'
import type { VonageKeys } from './vonage/account.js'
import type {
  CarrierCall,
  CarrierNumber,
  CarrierRecord,
  CarrierText,
  KeyPair,
  Phone,
  PhoneAttachment,
  PhoneKind,
  PhoneText,
} from './types.js'

/** What a caller of Twilio's API has to know. */
interface TwilioAccount {
  readonly accountSid: string
  readonly authToken: string
  readonly apiKey?: { readonly sid: string; readonly secret: string }
}

/** Everything a carrier remembers, open to change. */
export interface CarrierState {
  readonly clock: Clock
  readonly random: () => number
  readonly twilio: TwilioAccount
  readonly messagebird: KeyPair
  readonly bird: KeyPair
  readonly vonage: VonageKeys
  readonly publicUrl: () => string
  readonly statuses: 'auto' | 'manual'
  readonly statusDelayMs: number
  readonly retryDelaysMs?: readonly number[]
  readonly handlesOptOut?: boolean
  readonly numbers: Map<string, CarrierNumber>
  readonly phones: Map<string, PhoneRecord>
  readonly texts: Map<string, TextRecord>
  /** Files behind the carrier's media addresses, by their ids. */
  readonly files: Map<string, PhoneAttachment>
  /** Pairs that must not be texted, as `sender recipient`. */
  readonly blocked: Set<string>
  readonly calls: CallRecord[]
  readonly timers: Set<() => void>
  /** Texts whose files are being fetched. */
  readonly collecting: Set<Promise<void>>
  readonly listeners: Set<() => void>
}

export type CallRecord = { -readonly [Key in keyof CarrierCall]: CarrierCall[Key] }
export type TextRecord = { -readonly [Key in keyof CarrierText]: CarrierText[Key] }
export type PhoneRecord = Omit<{ -readonly [Key in keyof Phone]: Phone[Key] }, 'inbox' | 'outbox'> & {
  readonly inbox: PhoneText[]
  readonly outbox: PhoneText[]
}

/** All that a carrier has to remember. */
export function recordOf(state: CarrierState): CarrierRecord {
  return {
    numbers: [...state.numbers.values()].map(({ number, wire }) => (wire ? { number, wire } : { number })),
    phones: [...state.phones.values()],
    texts: [...state.texts.values()],
    files: state.files,
    blocked: state.blocked,
  }
}

/** The phone with that number; a new number becomes a mobile. */
export function phoneOf(state: CarrierState, number: string, kind: PhoneKind = 'mobile'): PhoneRecord {
  const known = state.phones.get(number)
  if (known) return known
  if (!isE164(number))
    throw new Error(`${number} is not a phone number: write it with + and country code, like +14155550123.`)
  const phone: PhoneRecord = { number, kind, inbox: [], outbox: [] }
  state.phones.set(number, phone)
  return phone
}

/** Adds a message resource in its first status. */
export function addText(
  state: CarrierState,
  text: Omit<CarrierText, 'createdAt' | 'updatedAt' | 'sentAt' | 'history' | 'arrivals' | 'errorCode'>,
): TextRecord {
  const at = state.clock.now()
  const record: TextRecord = {
    ...text,
    createdAt: at,
    updatedAt: at,
    history: [{ status: text.status, at }],
    arrivals: 0,
  }
  state.texts.set(record.sid, record)
  return record
}

/** 32 hexadecimal digits, of which the vendors' ids are made. */
export function newDigits(state: CarrierState): string {
  return Array.from({ length: 32 }, () => Math.floor(state.random() * 16).toString(16)).join('')
}

export function isE164(number: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(number)
}

/** Tells everyone who watches that something changed. */
export function changed(state: CarrierState): void {
  for (const listener of state.listeners) listener()
}

import { createFaults } from '../faults.js'
import { seededRandom } from '../random.js'
import { systemClock } from '../system-clock.js'
import { createWebhookSender } from '../webhook-sender.js'
import { answerRequest } from './answer-request.js'
import { textFromPhone } from './inbound.js'
import { changed, phoneOf, recordOf, type CarrierState, type PhoneRecord } from './state.js'
import { goOn, moveOn } from './statuses.js'
import type { Carrier, CarrierOptions, Phone } from './types.js'
import { createVonageAccount } from './vonage/account.js'

export type * from './types.js'
export { isWirePath } from './wires.js'

/**
 * Makes a carrier that speaks the APIs of several vendors, and the phones behind it. It listens to nothing: give it requests
 * by `fetch`, or start the whole with `startSandbox`.
 */
export function createCarrier(options: CarrierOptions = {}): Carrier {
  const state = createState(options)
  const faults = createFaults(state.random)
  const { clock, random } = state
  const webhooks = createWebhookSender({ clock, random, ...(options.fetch ? { fetch: options.fetch } : {}) })

  goOn(state, webhooks)
  return {
    accountSid: state.twilio.accountSid,
    authToken: state.twilio.authToken,
    messagebird: state.messagebird,
    bird: state.bird,
    vonage: state.vonage,
    fetch: (request) => answerRequest(state, webhooks, faults, request),
    faults,
    webhooks,
    setNumber(number) {
      state.numbers.set(number.number, number)
      changed(state)
    },
    numbers: () => [...state.numbers.values()],
    addPhone({ number, kind, name }) {
      const phone = phoneOf(state, number)
      phone.kind = kind ?? phone.kind
      if (name !== undefined) phone.name = name
      changed(state)
      return phone
    },
    phone: (number) => phoneOf(state, number),
    phones: () => [...state.phones.values()],
    text: (text) => textFromPhone(state, webhooks, text),
    file: (url) => [...state.files].find(([id]) => url.endsWith(id))?.[1],
    texts: () => [...state.texts.values()],
    advance(sid, status, errorCode) {
      const text = state.texts.get(sid)
      if (!text) throw new Error(`There is no text ${sid}.`)
      moveOn(state, webhooks, text, errorCode === undefined ? { status } : { status, errorCode })
    },
    calls: state.calls,
    onChange(listener) {
      state.listeners.add(listener)
      return () => void state.listeners.delete(listener)
    },
    async settled() {
      while (state.collecting.size > 0) await Promise.all(state.collecting)
      await webhooks.settled()
    },
    record: () => recordOf(state),
    stop() {
      for (const cancel of state.timers) cancel()
      state.timers.clear()
      webhooks.stop()
    },
  }
}

function createState(options: CarrierOptions): CarrierState {
  const { publicUrl = 'http://127.0.0.1', record } = options
  return {
    clock: options.clock ?? systemClock,
    random: options.random ?? seededRandom(),
    twilio: {
      accountSid: options.accountSid ?? 'AC00000000000000000000000000000001',
      authToken: options.authToken ?? 'sandbox-auth-token',
      ...(options.apiKey ? { apiKey: options.apiKey } : {}),
    },
    messagebird: { apiKey: 'sandbox_access_key', signingKey: 'sandbox-signing-key' },
    bird: { apiKey: 'bk_sandbox_key', signingKey: 'whsec_c2FuZGJveCB3ZWJob29rIHNlY3JldA==' },
    vonage: createVonageAccount(),
    publicUrl: typeof publicUrl === 'function' ? publicUrl : () => publicUrl,
    statuses: options.statuses ?? 'auto',
    statusDelayMs: options.statusDelayMs ?? 0,
    ...(options.retryDelaysMs === undefined ? {} : { retryDelaysMs: options.retryDelaysMs }),
    ...(options.handlesOptOut === undefined ? {} : { handlesOptOut: options.handlesOptOut }),
    numbers: new Map([...(options.numbers ?? []), ...(record?.numbers ?? [])].map((number) => [number.number, number])),
    phones: new Map(record?.phones.map((phone) => [phone.number, openPhone(phone)])),
    texts: new Map(record?.texts.map((text) => [text.sid, { ...text }])),
    files: new Map(record?.files),
    blocked: new Set(record?.blocked),
    calls: [],
    timers: new Set(),
    collecting: new Set(),
    listeners: new Set(),
  }
}

function openPhone(phone: Phone): PhoneRecord {
  return { ...phone, inbox: [...phone.inbox], outbox: [...phone.outbox] }
}

import assert from 'node:assert/strict'
import type { OutboundText, SmsProvider } from '../../ports/sms-provider.js'
import type { Opened, SuiteCase } from '../suite.js'
import type { ProviderAbility, ProviderSetup, Signing, SmsProviderDescriptor, WireRequest } from './descriptor.js'
import { assertHoldsNone } from './leaks.js'
import { openLoopback, type Ending, type EndingFor, type Loopback } from './loopback.js'
import { watchProcess, type Watch } from './watch.js'

/** A provider on the bench: the kit holds the vendor's API, the time, and everything else that it could touch. */
export interface Bench {
  readonly descriptor: SmsProviderDescriptor
  readonly provider: SmsProvider
  readonly api: Loopback
  /** A server of somebody else's, on loopback too. Nothing has any business there. */
  readonly elsewhere: Loopback
  readonly watch: Watch
  /** Moves the time on. */
  pass(ms: number): void
  now(): Date
  /** Makes another provider, with other signing secrets or another time limit. */
  open(overrides?: Partial<ProviderSetup>): SmsProvider
  /**
   * Sets the ending, and gives a provider that meets it. Where nothing ever ends it is one in a hurry, once all that it
   * loads is there: on a busy machine, loading takes longer than its patience.
   */
  meeting(ending: Ending): Promise<SmsProvider>
  /** What the API answers; calls that neither send nor look anything up are answered by the descriptor. */
  answer(ending: EndingFor): void
  /** The calls to send so far. */
  sends(): readonly WireRequest[]
  /** A good signature of now. */
  signing(): Signing
  /** Sends the text of the kit, accepted, and gives the call. */
  sent(text?: OutboundText): Promise<WireRequest>
}

/** A case, and the ability without which it has no sense. */
export interface ProviderCase extends SuiteCase<Bench> {
  readonly needs?: ProviderAbility
}

/** Words with everything in them that encodings stumble over. */
export const words = 'Héllo & “100%” ✓ +1 = 😀 <b>\nsecond line'

export const outbound: OutboundText = {
  reference: 'T0SUITE.01940000-0000-7000-8000-000000000001',
  from: '+14155550100',
  to: '+14155550123',
  text: words,
  webhookUrl: 'https://desk.example/threadline/sms/kit',
}

/** Time limits of a call: one that nothing should meet, however busy the machine is, and one to meet soon. */
const calmMs = 10_000
const hastyMs = 1_000

/** @throws AssertionError when a call has not ended long after its time limit */
export async function inTime<Value>(call: Promise<Value>, ending?: Ending): Promise<Value> {
  const patienceMs = (ending === 'hang' ? hastyMs : calmMs) + 3_000
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new assert.AssertionError({ message: 'the call keeps to no time limit' })),
      patienceMs,
    )
  })
  return Promise.race([call, late]).finally(() => clearTimeout(timer))
}

export async function openBench(descriptor: SmsProviderDescriptor): Promise<Opened<Bench>> {
  const api = await openLoopback()
  const elsewhere = await openLoopback()
  const watch = watchProcess([api.port, elsewhere.port])
  let time = new Date('2030-01-07T10:00:00Z')
  const { current } = descriptor.webhooks.secrets

  const open: Bench['open'] = (overrides) =>
    descriptor.open({ apiUrl: api.url, timeoutMs: calmMs, now: () => time, signingSecrets: [current], ...overrides })
  const bench: Bench = {
    descriptor,
    api,
    elsewhere,
    watch,
    open,
    provider: open(),
    pass: (ms) => void (time = new Date(time.getTime() + ms)),
    now: () => time,
    answer: (ending) =>
      api.answer((call) => {
        const isAside = descriptor.wire.readSend(call) === undefined
        return (isAside && descriptor.wire.otherwise?.(call)) || (typeof ending === 'function' ? ending(call) : ending)
      }),
    sends: () => api.calls.filter((call) => descriptor.wire.readSend(call) !== undefined),
    signing: () => ({ secret: current, at: time }),
    sent: (text = outbound) => send(bench, text),
    async meeting(ending) {
      if (ending === 'hang') await send(bench, outbound)
      bench.answer(ending)
      return ending === 'hang' ? open({ timeoutMs: hastyMs }) : bench.provider
    },
  }
  return { subject: bench, close: () => close(bench) }
}

async function send(bench: Bench, text: OutboundText): Promise<WireRequest> {
  bench.answer(bench.descriptor.wire.accepted(bench.descriptor.externalIds[0]))
  const outcome = await bench.provider.send(text)
  const call = bench.sends().at(-1)
  assert.equal(outcome.type, 'done', 'a text that the API accepts is done')
  assert.ok(call, 'no call to send came to the API')
  return call
}

/** Whatever a case was about: nothing called anybody else, and nothing said what it must not. */
async function close({ api, descriptor, elsewhere, watch }: Bench): Promise<void> {
  watch.end()
  await Promise.all([api.close(), elsewhere.close()])
  assert.deepEqual(watch.strangers, [], 'a host was called that is none of the vendor’s')
  assert.equal(elsewhere.calls.length, 0, 'another host was called')
  assertHoldsNone([...watch.said, ...watch.written], forbidden(descriptor))
}

/** What may be in no outcome, error or log: credentials, numbers, and what people write. */
export function forbidden({ secrets, webhooks }: SmsProviderDescriptor): Readonly<Record<string, readonly string[]>> {
  const numbers = [outbound.from, outbound.to].flatMap((number) => [number, number.slice(1)])
  return {
    'a credential': [...secrets, ...Object.values(webhooks.secrets)],
    'a phone number': numbers,
    'the text of a message': ['Héllo', 'second line'],
  }
}

/** A sentence of a vendor's with everything in it that must not get out. */
export function indiscretion(descriptor: SmsProviderDescriptor): string {
  const { 'a credential': credentials = [], 'a phone number': numbers = [] } = forbidden(descriptor)
  return `${numbers.join(', ')} cannot have “Héllo” with ${credentials.join(', ')}`
}

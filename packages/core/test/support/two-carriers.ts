import type { Sender, SmsEvent, Storage, TextReceived, ThreadlineOptions } from '@threadline/core'
import type { FakeClock } from '@threadline/core/testing'
import { carrierDouble, type CarrierDouble } from './carrier-double.js'
import type { ChatDouble } from './chat-double.js'
import { customer, openDesk, type Desk } from './desk.js'

export const first: Sender = { provider: 'alpha', address: '+14155550100' }
export const second: Sender = { provider: 'beta', address: '+14155550111' }

export interface TwoCarriers {
  readonly desk: Desk
  readonly alpha: CarrierDouble
  readonly beta: CarrierDouble
  /** Delivers webhook events of one of them. */
  events(provider: string, ...events: readonly SmsEvent[]): Promise<Response>
  /** A customer's text to one of our senders, once everything it leads to is done. */
  textTo(sender: Sender, text: string, more?: Partial<TextReceived>): Promise<void>
  /** What our notices say. */
  notices(): readonly string[]
}

export interface TwoCarriersOptions {
  readonly senders?: readonly [Sender, ...Sender[]]
  readonly storage?: Storage
  readonly clock?: FakeClock
  readonly alpha?: CarrierDouble
  readonly beta?: CarrierDouble
  readonly chat?: ChatDouble
  readonly more?: Partial<Omit<ThreadlineOptions, 'clock' | 'chat'>>
}

/** A desk whose line has a sender at each of two carriers. */
export async function openTwoCarriers(options: TwoCarriersOptions = {}): Promise<TwoCarriers> {
  const {
    alpha = carrierDouble(),
    beta = carrierDouble(),
    chat,
    clock,
    more,
    senders = [first, second],
    storage,
  } = options
  const desk = await openDesk({
    providers: { alpha, beta },
    lines: [{ senders }],
    ...more,
    ...(storage && { storage }),
    ...(clock && { clock }),
    ...(chat && { chat }),
  })
  let count = 0
  const events: TwoCarriers['events'] = (provider, ...given) =>
    desk.threadline.fetch(
      new Request(`http://localhost/threadline/sms/${provider}`, { method: 'POST', body: JSON.stringify(given) }),
    )
  return {
    desk,
    alpha,
    beta,
    events,
    async textTo({ address, provider }, text, rest) {
      const externalId = `in-${(count += 1)}`
      const event: TextReceived = { type: 'text', externalId, from: customer, to: address, text, media: [], ...rest }
      await events(provider, event)
      await desk.settle()
    },
    notices: () => desk.views('notice').map(({ post: { view } }) => (view.type === 'notice' ? view.text : '')),
  }
}

import type { AcceptedText, SmsProvider, TextReceived } from '@threadline/core'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { carrierDouble, carrierUnknown, type CarrierDouble } from './support/carrier-double.js'
import { customer, openDesk, ourNumber } from './support/desk.js'
import { first, openTwoCarriers } from './support/two-carriers.js'

const minute = 60_000
const hour = 60 * minute

interface Answers {
  readonly check?: SmsProvider['check']
  readonly listInbound?: SmsProvider['listInbound']
}

const carrierWith = (answers: Answers): CarrierDouble => Object.assign(carrierDouble(), answers)

const text = (externalId: string, sentAt: Date, words = 'Hi'): TextReceived => ({
  type: 'text',
  externalId,
  from: customer,
  to: ourNumber,
  text: words,
  media: [],
  sentAt,
})

/** A carrier whose list holds texts, and that notes since when it was asked. */
function listing(texts: readonly TextReceived[] = []) {
  const since: Date[] = []
  const list = [...texts]
  const carrier = carrierWith({
    async listInbound(_to, from) {
      since.push(from)
      return { type: 'done', value: list.filter(({ sentAt }) => !sentAt || sentAt >= from) }
    },
  })
  return { carrier, since, list }
}

const withCarrier = (carrier: SmsProvider) => ({ providers: { carrier } })

describe('texts that webhooks have missed', () => {
  it('are taken in after an outage, once, and said to be late', async () => {
    const { carrier, list } = listing()
    const desk = await openDesk(withCarrier(carrier))
    await desk.text('before', customer, 'seen')
    await desk.threadline.stop()
    const wentAt = desk.clock.now()
    list.push(text('seen', wentAt, 'before'), text('missed', new Date(wentAt.getTime() + minute), 'during'))
    desk.clock.advance(2 * hour)
    const { chat, clock, storage } = desk
    const again = await openDesk({ ...withCarrier(carrier), chat, clock, storage })
    await again.smsEvents(text('missed', new Date(wentAt.getTime() + minute), 'during'))
    await again.wait(30 * minute)
    expect(again.views('message').map(({ post }) => post.view)).toMatchObject([{ message: { text: 'during' } }])
    expect(again.views('notice').map(({ post }) => post.view)).toMatchObject([
      { text: 'This text came 2 hours late: it could not be brought here any sooner.' },
    ])
  })

  it('are looked for every ten minutes, also while nothing seems wrong', async () => {
    const { carrier, list } = listing()
    const desk = await openDesk(withCarrier(carrier))
    await desk.wait(minute)
    list.push(text('missed', desk.clock.now()))
    await desk.wait(11 * minute)
    expect(desk.views('root')).toHaveLength(1)
    expect(desk.views('notice')).toEqual([])
  })

  it('are looked for a little back, since a list may be behind', async () => {
    const { carrier, since } = listing()
    const desk = await openDesk(withCarrier(carrier))
    const startedAt = desk.clock.now().getTime()
    await desk.wait(21 * minute)
    expect(since.map((at) => Math.round((at.getTime() - startedAt) / minute))).toEqual([-15, -4])
  })

  it('of the time before the desk was set up are left alone', async () => {
    const clock = fakeClock()
    const { carrier } = listing([text('old', new Date(clock.now().getTime() - hour))])
    const desk = await openDesk({ ...withCarrier(carrier), clock })
    await desk.wait(hour)
    expect(desk.chat.posts).toEqual([])
  })

  it('are listed by one process only', async () => {
    const { carrier, since } = listing()
    const desk = await openDesk(withCarrier(carrier))
    const { chat, clock, storage } = desk
    const other = await openDesk({ ...withCarrier(carrier), chat, clock, storage })
    await desk.wait(11 * minute)
    await other.settle()
    expect(since).toHaveLength(1)
  })

  it('are looked for less often while the provider does not answer', async () => {
    let asked = 0
    const carrier = carrierWith({
      async listInbound() {
        asked += 1
        return { type: 'unknown', failure: { category: 'provider-down' } }
      },
    })
    const desk = await openDesk(withCarrier(carrier))
    await desk.wait(6 * hour)
    expect(asked).toBeGreaterThan(3)
    expect(asked).toBeLessThan(8)
  })
})

describe('texts whose final receipt stays away', () => {
  function asking(status: AcceptedText['status']) {
    const asked: string[] = []
    const carrier = carrierWith({
      async check(externalId) {
        asked.push(externalId)
        return { type: 'done', value: { externalId, status, rawStatus: status } }
      },
    })
    return { asked, carrier }
  }

  it('are asked about, and shown as they are', async () => {
    const { asked, carrier } = asking('delivered')
    const desk = await openDesk(withCarrier(carrier))
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.wait(9 * minute)
    expect(asked).toEqual([])
    await desk.wait(2 * hour)
    expect(asked).toEqual(['X1'])
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
  })

  it('are asked about less and less often, and given up after a day', async () => {
    const { asked, carrier } = asking('sent')
    const desk = await openDesk(withCarrier(carrier))
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.wait(72 * hour)
    expect(asked).toHaveLength(5)
  })

  it('are not asked about once the receipt is there', async () => {
    const { asked, carrier } = asking('delivered')
    const desk = await openDesk(withCarrier(carrier))
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.receipt({ status: 'delivered' })
    await desk.wait(hour)
    expect(asked).toEqual([])
  })
})

describe('a text of unknown outcome among several providers', () => {
  it('is looked up at the one that had it, and nowhere else', async () => {
    const alpha = carrierDouble()
    const beta = carrierDouble()
    let wrong = 0
    alpha.findOutcome = { type: 'done', value: { externalId: 'A9', status: 'delivered', rawStatus: 'delivered' } }
    Object.assign(beta, { find: async () => ((wrong += 1), beta.findOutcome) })
    const { desk, textTo } = await openTwoCarriers({ alpha, beta })
    await textTo(first, 'Hi')
    alpha.script({ outcome: carrierUnknown, wasAccepted: true })
    await desk.reply('hello')
    await desk.wait(5 * minute)
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
    expect(wrong).toBe(0)
  })
})

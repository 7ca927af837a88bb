import type { TextFailureCategory } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { carrierDouble, carrierUnknown, type CarrierScript } from './support/carrier-double.js'
import { customer } from './support/desk.js'
import { fc } from './support/fast-check.js'
import { first, openTwoCarriers, second, type TwoCarriers } from './support/two-carriers.js'

const minute = 60_000

const refused = (category: TextFailureCategory, more: { retryable?: boolean; retryAfterMs?: number } = {}) =>
  ({ outcome: { type: 'refused', retryable: false, failure: { category }, ...more } }) as const satisfies CarrierScript

const down = refused('provider-down', { retryable: true })

const texts = ({ alpha, beta }: TwoCarriers) => [alpha, beta].map((carrier) => carrier.texts.map(({ text }) => text))
const calls = ({ alpha, beta }: TwoCarriers) => [alpha, beta].map(({ sendCalls }) => sendCalls.length)

/** A desk whose contact knows the first number. */
async function withContact(options: Parameters<typeof openTwoCarriers>[0] = {}): Promise<TwoCarriers> {
  const two = await openTwoCarriers(options)
  await two.textTo(first, 'Hi')
  return two
}

describe('a text that the first provider refuses', () => {
  it.each([
    refused('account'),
    refused('region'),
    refused('sender-invalid'),
    refused('sender-unregistered'),
    refused('provider-down'),
    refused('rate-limited', { retryable: true, retryAfterMs: 10 * minute }),
  ])('goes by the second one: $outcome.failure.category', async (script) => {
    const two = await withContact()
    two.alpha.script(script)
    await two.desk.reply('hello')
    expect(texts(two)).toEqual([[], ['hello']])
    expect(two.notices()).toHaveLength(1)
    expect(two.desk.views('failure')).toEqual([])
  })

  it.each([
    'opted-out',
    'unknown-number',
    'invalid-number',
    'landline',
    'unreachable',
    'blocked',
    'fraud-suspected',
    'too-long',
    'media',
    'other',
  ] as const)('stays refused when nobody could do better: %s', async (category) => {
    const two = await withContact()
    two.alpha.script(refused(category))
    await two.desk.reply('hello')
    await two.desk.wait(5 * minute)
    expect(calls(two)).toEqual([1, 0])
    expect(two.desk.views('failure')).toHaveLength(1)
  })

  it('waits where a short wait is asked for', async () => {
    const two = await withContact()
    two.alpha.script(refused('rate-limited', { retryable: true, retryAfterMs: 5_000 }))
    await two.desk.reply('hello')
    await two.desk.wait(minute)
    expect(texts(two)).toEqual([['hello'], []])
  })

  it('is tried again there when it may be an accident, and goes elsewhere when it is none', async () => {
    const two = await withContact()
    two.alpha.script(down, down, down)
    await two.desk.reply('hello')
    expect(calls(two)).toEqual([1, 0])
    await two.desk.wait(minute / 2)
    expect(calls(two)).toEqual([3, 1])
    expect(two.notices()).toEqual([
      'Sent by beta from +1 415 555 0111, because alpha does not take texts at the moment.',
    ])
  })

  it('is never given to another one when nobody knows whether it went', async () => {
    const two = await withContact()
    two.alpha.script({ outcome: carrierUnknown })
    await two.desk.reply('hello')
    await two.desk.wait(10 * minute)
    expect(calls(two)).toEqual([1, 0])
    expect(two.desk.views('unsure')).toHaveLength(1)
  })

  it('is not given to a provider that cannot carry it', async () => {
    const beta = { ...carrierDouble(), capabilities: { maxTextLength: 10, sendsOptOutReplies: true } }
    const two = await withContact({ beta })
    two.alpha.script(refused('account'))
    await two.desk.reply('more than ten characters')
    expect(calls(two)).toEqual([1, 0])
    expect(two.desk.views('failure')).toHaveLength(1)
  })

  it('fails with the last reason when every provider has refused it', async () => {
    const two = await withContact()
    two.alpha.script(refused('account'))
    two.beta.script(refused('region'))
    await two.desk.reply('hello')
    expect(calls(two)).toEqual([1, 1])
    expect(two.desk.views('failure')).toHaveLength(1)
  })
})

describe('while the first provider is down', () => {
  const outage = async () => {
    const two = await withContact()
    two.alpha.script(refused('account'))
    await two.desk.reply('one')
    return two
  }

  it('texts go by the second one without being tried at the first, and the thread says so once', async () => {
    const two = await outage()
    await two.desk.reply('two')
    expect(calls(two)).toEqual([1, 2])
    expect(two.notices()).toHaveLength(1)
  })

  it('other conversations go by the second one, too', async () => {
    const two = await outage()
    await two.desk.threadline.send({ to: '+14155550188', text: 'Hello' })
    await two.desk.settle()
    expect(calls(two)).toEqual([1, 2])
  })

  it('the first one is tried again after its pause, and has the conversation back', async () => {
    const two = await outage()
    await two.desk.wait(2 * minute)
    await two.desk.reply('two')
    await two.desk.reply('three')
    expect(texts(two)).toEqual([['two', 'three'], ['one']])
    expect(two.notices()).toHaveLength(1)
  })

  it('a trial that fails makes the pause longer', async () => {
    const two = await outage()
    await two.desk.wait(1.5 * minute)
    two.alpha.script(refused('account'))
    await two.desk.reply('two')
    await two.desk.wait(1.5 * minute)
    await two.desk.reply('three')
    expect(calls(two)).toEqual([2, 3])
    await two.desk.wait(minute)
    await two.desk.reply('four')
    expect(texts(two)).toEqual([['four'], ['one', 'two', 'three']])
  })

  it('a contact who answers to the second number is answered from it from then on', async () => {
    const two = await outage()
    await two.textTo(second, 'Who is this?')
    await two.desk.wait(5 * minute)
    await two.desk.reply('two')
    expect(texts(two)).toEqual([[], ['one', 'two']])
  })

  it('a contact who knows no number stays with the one they were texted from', async () => {
    const two = await outage()
    await two.desk.threadline.send({ to: '+14155550188', text: 'Hello' })
    await two.desk.settle()
    await two.desk.wait(5 * minute)
    await two.desk.threadline.send({ to: '+14155550188', text: 'Hello again' })
    await two.desk.settle()
    expect(two.beta.texts.filter(({ to }) => to !== customer)).toHaveLength(2)
  })

  it('another process knows it without trying', async () => {
    const two = await outage()
    await two.desk.threadline.stop()
    const { alpha, beta, desk } = two
    const again = await openTwoCarriers({ alpha, beta, chat: desk.chat, clock: desk.clock, storage: desk.storage })
    await again.desk.threadline.send({ to: customer, text: 'two' })
    await again.desk.settle()
    expect(calls(two)).toEqual([1, 2])
  })
})

describe('whatever providers answer', () => {
  const categories = [
    'account',
    'region',
    'provider-down',
    'rate-limited',
    'landline',
    'sender-invalid',
    'other',
  ] as const
  const endings: fc.Arbitrary<CarrierScript | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.constant<CarrierScript>({ outcome: carrierUnknown }),
    fc.constant<CarrierScript>({ outcome: carrierUnknown, wasAccepted: true }),
    fc
      .record({
        category: fc.constantFrom(...categories),
        retryable: fc.boolean(),
        retryAfterMs: fc.constantFrom(undefined, 1_000, 5 * minute),
      })
      .map(({ category, ...more }): CarrierScript => ({
        outcome: { type: 'refused', failure: { category }, ...more },
      })),
  )

  it('no text is handed to anybody after an unknown, or once it was taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(endings, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (script, count) => {
        const left = [...script]
        const over = new Set<string>()
        const broken: string[] = []
        const scripted = () => {
          const carrier = carrierDouble()
          return {
            ...carrier,
            async send(text: Parameters<typeof carrier.send>[0]) {
              if (over.has(text.reference)) broken.push(text.reference)
              const ending = left.shift()
              if (ending) carrier.script(ending)
              const outcome = await carrier.send(text)
              if (outcome.type !== 'refused') over.add(text.reference)
              return outcome
            },
          }
        }
        const { desk } = await openTwoCarriers({ alpha: scripted(), beta: scripted() })
        for (let n = 0; n < count; n += 1) await desk.threadline.send({ to: customer, text: `text ${n}` })
        await desk.wait(90 * minute)
        await desk.threadline.stop()
        expect(broken).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})

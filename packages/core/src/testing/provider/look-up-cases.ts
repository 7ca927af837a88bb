import assert from 'node:assert/strict'
import type { Outcome } from '../../ports/outcome.js'
import type { SmsProvider } from '../../ports/sms-provider.js'
import { forbidden, inTime, indiscretion, outbound, type Bench, type ProviderCase } from './bench.js'
import type { InboundText, ListedText, ProviderWire, WireRequest } from './descriptor.js'
import { assertHoldsNone } from './leaks.js'
import type { Ending } from './loopback.js'
import { inboundText } from './webhook-cases.js'

const troubles = (bench: Bench): readonly Ending[] => [
  'reset',
  'hang',
  'cut-off',
  { status: 500, body: indiscretion(bench.descriptor) },
  { status: 200, body: '<h1>Welcome</h1>' },
  { status: 302, headers: { location: `${bench.elsewhere.url}/there` } },
  bench.descriptor.wire.rateLimited(),
]

type Ask = (provider: SmsProvider) => Promise<Outcome<unknown>>

/** Whatever goes wrong with a question, nothing follows from it. */
async function assertTellsNothing(bench: Bench, ask: Ask, endings = /unknown|refused/) {
  for (const trouble of troubles(bench)) {
    const outcome = await inTime(ask(await bench.meeting(trouble)), trouble)
    assert.match(outcome.type, endings, 'a question that went wrong has no answer')
    assertHoldsNone(outcome, forbidden(bench.descriptor))
  }
}

function need<Value>(value: Value | undefined, name: string): Value {
  assert.ok(value !== undefined, `${name} is missing: implement it, or say in \`cannot\` why not`)
  return value
}

const findOf = (provider: SmsProvider) => need(provider.find?.bind(provider), 'find')
const checkOf = (provider: SmsProvider) => need(provider.check?.bind(provider), 'check')
const listOf = (provider: SmsProvider) => need(provider.listInbound?.bind(provider), 'listInbound')
const wireOf = <Name extends 'found' | 'state' | 'inbound'>(
  { descriptor }: Bench,
  name: Name,
): NonNullable<ProviderWire[Name]> => need(descriptor.wire[name], `wire.${name}`) as NonNullable<ProviderWire[Name]>

const minute = 60_000

/** A text whose answer was lost, and what the vendor's list could say of it. */
async function lostText(bench: Bench): Promise<{ readonly listed: ListedText; readonly startedAt: Date }> {
  const startedAt = bench.now()
  const call: WireRequest = await bench.sent()
  bench.pass(2 * minute)
  const { from, text, to } = outbound
  const listed = { externalId: bench.descriptor.externalIds[0], from, to, text, createdAt: startedAt, call }
  return { listed, startedAt }
}

const findCases: readonly ProviderCase[] = [
  {
    name: 'a text whose answer was lost is found, once the vendor’s list holds it',
    needs: 'find',
    async run(bench) {
      const { listed, startedAt } = await lostText(bench)
      bench.answer(wireOf(bench, 'found')([listed]))
      const outcome = await findOf(bench.provider)(outbound, startedAt)
      assert.equal(outcome.type === 'done' && outcome.value.externalId, listed.externalId)
      assert.equal(bench.sends().length, 1, 'looking is not sending')
    },
  },
  {
    name: 'a text that the list does not hold did not go out',
    needs: 'find',
    async run(bench) {
      const { startedAt } = await lostText(bench)
      bench.answer(wireOf(bench, 'found')([]))
      const outcome = await findOf(bench.provider)(outbound, startedAt)
      assert.equal(outcome.type, 'refused')
      assert.equal(outcome.type === 'refused' && outcome.retryable, true)
      assertHoldsNone(outcome, forbidden(bench.descriptor))
    },
  },
  {
    name: 'another text to the same number is not taken for the lost one',
    needs: 'find',
    async run(bench) {
      const { startedAt } = await lostText(bench)
      const text = 'Quite other words'
      const call = await bench.sent({ ...outbound, text, reference: `${outbound.reference}9` })
      const other = { externalId: bench.descriptor.externalIds[1], from: outbound.from, to: outbound.to, text, call }
      bench.answer(wireOf(bench, 'found')([{ ...other, createdAt: startedAt }]))
      const outcome = await findOf(bench.provider)(outbound, startedAt)
      assert.notEqual(outcome.type, 'done')
    },
  },
  {
    name: 'a look-up that goes wrong cannot tell, and says nothing that it must not',
    needs: 'find',
    async run(bench) {
      const { startedAt } = await lostText(bench)
      // Refused would mean that it is not there, and it would be sent again.
      await assertTellsNothing(bench, (provider) => findOf(provider)(outbound, startedAt), /^unknown$/)
    },
  },
]

const checkCases: readonly ProviderCase[] = [
  {
    name: 'how far a text has come is asked for by its id',
    needs: 'check',
    async run(bench) {
      const [externalId] = bench.descriptor.externalIds
      for (const { rawStatus, status } of bench.descriptor.webhooks.statuses) {
        bench.answer(wireOf(bench, 'state')(externalId, rawStatus))
        const outcome = await checkOf(bench.provider)(externalId)
        assert.equal(outcome.type, 'done')
        assert.deepEqual(outcome.type === 'done' && [outcome.value.externalId, outcome.value.status], [
          externalId,
          status,
        ])
      }
    },
  },
  {
    name: 'a text that the vendor does not know is not done',
    needs: 'check',
    async run(bench) {
      bench.answer({ status: 404, body: { message: indiscretion(bench.descriptor) } })
      const outcome = await checkOf(bench.provider)(bench.descriptor.externalIds[0])
      assert.notEqual(outcome.type, 'done')
      assertHoldsNone(outcome, forbidden(bench.descriptor))
    },
  },
  {
    name: 'a state that belongs to another text is not taken for this one',
    needs: 'check',
    async run(bench) {
      const [externalId, other] = bench.descriptor.externalIds
      const word = bench.descriptor.webhooks.statuses[0]?.rawStatus ?? ''
      bench.answer(wireOf(bench, 'state')(other, word))
      assert.notEqual((await checkOf(bench.provider)(externalId)).type, 'done')
    },
  },
  {
    name: 'a question for a state that goes wrong tells nothing',
    needs: 'check',
    run: (bench) => assertTellsNothing(bench, (provider) => checkOf(provider)(bench.descriptor.externalIds[0])),
  },
]

const listCases: readonly ProviderCase[] = [
  {
    name: 'missed texts are listed, oldest first, and only those since the time asked for',
    needs: 'list-inbound',
    async run(bench) {
      const [older, newer] = textsAt(bench, [-5, -2])
      const [early] = textsAt(bench, [-60])
      const since = new Date(bench.now().getTime() - 30 * minute)
      for (const order of [
        [older, newer],
        [newer, older],
      ]) {
        bench.answer(wireOf(bench, 'inbound')([...order, early]))
        const outcome = await listOf(bench.provider)(outbound.from, since)
        assert.ok(outcome.type === 'done')
        assert.deepEqual(
          outcome.value.map(({ from, text }) => [from, text]),
          [older, newer].map(({ from, text }) => [from, text]),
        )
      }
    },
  },
  {
    name: 'a listed text has the id its webhook would have had',
    needs: 'list-inbound',
    async run(bench) {
      const [text] = textsAt(bench, [-2])
      bench.answer(wireOf(bench, 'inbound')([text]))
      const listed = await listOf(bench.provider)(outbound.from, new Date(bench.now().getTime() - 30 * minute))
      const { events } = await bench.provider.receive(bench.descriptor.webhooks.text(text, bench.signing()))
      assert.ok(listed.type === 'done')
      assert.equal(listed.value[0]?.externalId, (events[0] as InboundText).externalId)
    },
  },
  {
    name: 'a list that cannot be had tells nothing: it is not an empty one',
    needs: 'list-inbound',
    run: (bench) => assertTellsNothing(bench, (provider) => listOf(provider)(outbound.from, bench.now())),
  },
]

/** Texts so many minutes from now, in whole seconds, for not every vendor has finer ones. */
function textsAt(bench: Bench, minutes: readonly number[]): readonly [InboundText, InboundText] {
  const texts = minutes.map((offset, index) =>
    inboundText(bench, {
      externalId: bench.descriptor.externalIds[index === 0 ? 0 : 1],
      text: `Text of ${-offset} minutes ago`,
      sentAt: new Date(bench.now().getTime() + offset * minute),
    }),
  )
  const [first = inboundText(bench), second = first] = texts
  return [first, second]
}

export const lookUpCases = [...findCases, ...checkCases, ...listCases]

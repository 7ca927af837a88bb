import assert from 'node:assert/strict'
import type { AcceptedText, OutboundText } from '../../ports/sms-provider.js'
import type { Outcome } from '../../ports/outcome.js'
import { forbidden, inTime, indiscretion, outbound, type Bench, type ProviderCase } from './bench.js'
import { assertHoldsNone } from './leaks.js'
import type { Ending } from './loopback.js'

type SendOutcome = Outcome<AcceptedText>

/** Sends once into an ending, and looks at what must hold whatever it was: one call, and nothing said that must not be. */
async function sendInto(bench: Bench, ending: Ending, text: OutboundText = outbound): Promise<SendOutcome> {
  const provider = await bench.meeting(ending)
  const before = bench.sends().length
  const outcome = await inTime(provider.send(text), ending)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(bench.sends().length - before, 1, 'a send makes exactly one call, and never repeats it by itself')
  assertHoldsNone(outcome, forbidden(bench.descriptor))
  return outcome
}

const digits = (number: string): string => number.replace(/^\+/, '')

const unknownEndings: readonly (readonly [what: string, ending: (bench: Bench) => Ending])[] = [
  ['a connection that breaks', () => 'reset'],
  ['an answer that breaks off', () => 'cut-off'],
  ['an answer that never comes', () => 'hang'],
  ['a server error with a page', (bench) => ({ status: 502, body: `<h1>${indiscretion(bench.descriptor)}</h1>` })],
  ['a server error without words', () => ({ status: 500 })],
  ['a server error in JSON', (bench) => ({ status: 503, body: { message: indiscretion(bench.descriptor) } })],
  ['a yes with a page', () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' })],
  ['a yes without words', () => ({ status: 202 })],
  ['a yes that is cut', ({ descriptor }) => ({ ...descriptor.wire.accepted(descriptor.externalIds[0]), body: '{"' })],
  ['a yes without an id', () => ({ status: 200, body: {} })],
  ['a yes that is a list', () => ({ status: 200, body: [] })],
]

export const sendCases: readonly ProviderCase[] = [
  {
    name: 'a text reaches the API once, with its words, sender and contact',
    async run(bench) {
      const { accepted, readSend } = bench.descriptor.wire
      const [externalId] = bench.descriptor.externalIds
      const outcome = await sendInto(bench, accepted(externalId))
      assert.equal(outcome.type, 'done')
      assert.equal(outcome.type === 'done' && outcome.value.externalId, externalId)
      const [call] = bench.sends()
      const sent = call && readSend(call)
      assert.equal(sent?.text, outbound.text)
      assert.equal(digits(sent.to), digits(outbound.to))
      assert.equal(digits(sent.from), digits(outbound.from))
      assert.deepEqual(sent.mediaUrls, [])
    },
  },
  {
    name: 'the longest text it takes is sent whole',
    async run(bench) {
      const { accepted, readSend } = bench.descriptor.wire
      const { maxSegments = 1, maxTextLength } = bench.provider.capabilities
      assert.ok(Number.isInteger(maxSegments) && maxSegments >= 1, 'maxSegments is a whole number')
      assert.ok(Number.isInteger(maxTextLength) && maxTextLength >= 70, 'maxTextLength is a number of UTF-16 units')
      const text = { ...outbound, text: 'a'.repeat(maxTextLength) }
      await sendInto(bench, accepted(bench.descriptor.externalIds[0]), text)
      const [call] = bench.sends()
      assert.equal(call && readSend(call)?.text, text.text)
    },
  },
  {
    name: 'a definite no is refused, with the reason in our words and the vendor’s code',
    async run(bench) {
      const { answer, category, code } = bench.descriptor.wire.refusal
      const outcome = await sendInto(bench, answer(indiscretion(bench.descriptor)))
      assert.equal(outcome.type, 'refused')
      assert.equal(outcome.type === 'refused' && outcome.retryable, false, 'what will never go out is not retried')
      assert.equal(outcome.type === 'refused' && outcome.failure.category, category)
      assert.equal(outcome.type === 'refused' && outcome.failure.code, code)
    },
  },
  {
    name: 'a no that nobody can read is not done',
    async run(bench) {
      const outcome = await sendInto(bench, { status: 400, body: indiscretion(bench.descriptor) })
      assert.notEqual(outcome.type, 'done')
    },
  },
  {
    name: 'slowed down, a text is refused and may be tried again',
    async run(bench) {
      const outcome = await sendInto(bench, bench.descriptor.wire.rateLimited())
      assertRateLimited(outcome)
      assert.equal(outcome.type === 'refused' && outcome.retryAfterMs, undefined, 'no time is made up')
    },
  },
  {
    name: 'slowed down with a time, it says how long to wait',
    needs: 'retry-after',
    async run(bench) {
      const outcome = await sendInto(bench, bench.descriptor.wire.rateLimited(7))
      assertRateLimited(outcome)
      assert.equal(outcome.type === 'refused' && outcome.retryAfterMs, 7_000)
    },
  },
  ...unknownEndings.map(([what, ending]): ProviderCase => ({
    name: `${what} is unknown, and not repeated`,
    async run(bench) {
      const began = performance.now()
      const outcome = await sendInto(bench, ending(bench))
      assert.equal(outcome.type, 'unknown')
      assert.ok(performance.now() - began < 5_000, 'the call keeps to its time limit')
    },
  })),
  {
    name: 'a redirect is not followed',
    async run(bench) {
      for (const status of [302, 307]) {
        const outcome = await sendInto(bench, { status, headers: { location: `${bench.elsewhere.url}/there` } })
        assert.notEqual(outcome.type, 'done')
      }
    },
  },
  {
    name: 'an API that is not there is no crash, and the text is not done',
    async run(bench) {
      await bench.api.close()
      const outcome = await bench.provider.send(outbound)
      assert.notEqual(outcome.type, 'done')
      assertHoldsNone(outcome, forbidden(bench.descriptor))
    },
  },
  {
    name: 'the next text goes out after one that failed',
    async run(bench) {
      await sendInto(bench, 'reset')
      const outcome = await sendInto(bench, bench.descriptor.wire.accepted(bench.descriptor.externalIds[1]))
      assert.equal(outcome.type === 'done' && outcome.value.externalId, bench.descriptor.externalIds[1])
    },
  },
  {
    name: 'pictures are sent along, and alone',
    needs: 'send-media',
    async run(bench) {
      const { accepted, readSend } = bench.descriptor.wire
      const url = 'https://desk.example/threadline/media/one.jpg?token=a%2Bb&x=1'
      const media = [{ url, contentType: 'image/jpeg', fileName: 'one.jpg' }]
      for (const text of [outbound.text, '']) {
        const outcome = await sendInto(bench, accepted(bench.descriptor.externalIds[0]), { ...outbound, text, media })
        assert.equal(outcome.type, 'done')
        const call = bench.sends().at(-1)
        assert.deepEqual(call && readSend(call)?.mediaUrls, [url])
        assert.equal((call && readSend(call)?.text) ?? '', text)
      }
    },
  },
  {
    name: 'it says which pictures it takes',
    needs: 'send-media',
    async run({ provider }) {
      const { media } = provider.capabilities
      assert.ok(media, 'capabilities.media is missing')
      assert.ok(media.maxCount >= 1 && media.maxBytes >= 1 && media.maxTotalBytes >= media.maxBytes)
      assert.ok(media.contentTypes.length > 0)
      for (const type of media.contentTypes) assert.match(type, /^[a-z]+\/(\*|[a-z0-9.+-]+)$/)
    },
  },
]

function assertRateLimited(outcome: SendOutcome): void {
  assert.equal(outcome.type, 'refused', 'a text that was slowed down did not go out')
  assert.equal(outcome.type === 'refused' && outcome.failure.category, 'rate-limited')
  assert.equal(outcome.type === 'refused' && outcome.retryable, true)
}

import assert from 'node:assert/strict'
import type { SmsEvent, SmsProvider } from '../../ports/sms-provider.js'
import type { WebhookRequest } from '../../ports/webhook.js'
import { forbidden, outbound, words, type Bench, type ProviderCase } from './bench.js'
import type { InboundText, ReceiptNews, Signing } from './descriptor.js'
import { assertHoldsNone } from './leaks.js'

/** A customer's text, as it is to come out. */
export const inboundText = (bench: Bench, overrides: Partial<InboundText> = {}): InboundText => ({
  externalId: bench.descriptor.externalIds[0],
  from: outbound.to,
  to: outbound.from,
  text: words,
  media: [],
  ...overrides,
})

const webhookText = (bench: Bench, signing: Signing | undefined = bench.signing(), text = inboundText(bench)) =>
  bench.descriptor.webhooks.text(text, signing)

async function eventsOf(provider: SmsProvider, request: WebhookRequest): Promise<readonly SmsEvent[]> {
  const { events, respond } = await provider.receive(request)
  const { status } = respond()
  assert.ok(status >= 200 && status < 300, `what was taken is answered with a 2xx, not ${status}`)
  return events
}

/** @throws AssertionError unless the webhook is refused with one of these codes, and nothing said that must not be */
async function assertRefused(bench: Bench, request: WebhookRequest, code: RegExp, provider = bench.provider) {
  const error: unknown = await provider.receive(request).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof Error, 'the webhook was believed')
  assert.equal(error.name, 'ThreadlineError')
  assert.match('code' in error ? String(error.code) : '', code)
  const status = 'status' in error ? Number(error.status) : 0
  assert.ok(status >= 400, `what is not believed is answered with a 4xx or 5xx, not ${status}`)
  assertHoldsNone(error, forbidden(bench.descriptor))
}

/** Changes one word of a webhook wherever it stands: in its body, or in its address. */
function tamper(request: WebhookRequest, from: string, to: string): WebhookRequest {
  const body = new TextDecoder().decode(request.body)
  const changed = {
    ...request,
    url: request.url.replaceAll(from, to),
    body: new TextEncoder().encode(body.replaceAll(from, to)),
  }
  const isChanged = changed.url !== request.url || !Buffer.from(changed.body).equals(Buffer.from(request.body))
  assert.ok(isChanged, 'the descriptor’s webhook does not hold what the kit put into it')
  return changed
}

const news = async (bench: Bench, rawStatus: string): Promise<ReceiptNews> => ({
  externalId: bench.descriptor.externalIds[0],
  rawStatus,
  call: await bench.sent(),
})

const anyWord = ({ descriptor }: Bench): string => descriptor.webhooks.statuses[0]?.rawStatus ?? ''

export const webhookCases: readonly ProviderCase[] = [
  {
    name: 'a customer’s text comes in with every character',
    async run(bench) {
      const { sentAt: _, ...event } = (await eventsOf(bench.provider, webhookText(bench)))[0] as InboundText
      assert.deepEqual(event, { type: 'text', ...inboundText(bench) })
    },
  },
  {
    name: 'a short code and a name stay as they are',
    async run(bench) {
      for (const from of ['72345', 'ACME']) {
        const [event] = await eventsOf(
          bench.provider,
          webhookText(bench, bench.signing(), inboundText(bench, { from })),
        )
        assert.equal(event?.from, from)
      }
    },
  },
  {
    name: 'pictures come in, with words and without',
    needs: 'receive-media',
    async run(bench) {
      const media = ['jpeg', 'png'].map((type) => ({
        url: `https://m.example/${type}?a=1`,
        contentType: `image/${type}`,
      }))
      for (const text of [words, '']) {
        const request = webhookText(bench, bench.signing(), inboundText(bench, { text, media }))
        const [event] = await eventsOf(bench.provider, request)
        assert.ok(event?.type === 'text')
        assert.equal(event.text, text)
        assert.deepEqual(
          event.media.map(({ url }) => url),
          media.map(({ url }) => url),
        )
      }
    },
  },
  {
    name: 'our reference comes back with every word for a status, which becomes ours',
    async run(bench) {
      const call = await bench.sent()
      for (const { rawStatus, status } of bench.descriptor.webhooks.statuses) {
        const externalId = bench.descriptor.externalIds[0]
        const request = bench.descriptor.webhooks.receipt({ externalId, rawStatus, call }, bench.signing())
        const [event] = await eventsOf(bench.provider, request)
        assert.ok(event?.type === 'receipt', `“${rawStatus}” gives no receipt`)
        assert.equal(event.externalId, externalId)
        assert.equal(event.reference, outbound.reference)
        assert.equal(event.status, status)
        assert.equal(event.rawStatus, rawStatus, 'the vendor’s own word is kept beside ours')
        const hasFailed = status === 'failed' || status === 'undelivered'
        assert.equal(event.failure !== undefined, hasFailed, 'what failed, and only that, has a reason')
      }
    },
  },
  {
    name: 'receipts mean the same in every order, and before the send has ended',
    async run(bench) {
      const call = await bench.sent()
      const requests = bench.descriptor.webhooks.statuses.map(({ rawStatus }) =>
        bench.descriptor.webhooks.receipt(
          { externalId: bench.descriptor.externalIds[0], rawStatus, call },
          bench.signing(),
        ),
      )
      const read = async (list: readonly WebhookRequest[], provider: SmsProvider) => {
        const all: SmsEvent[] = []
        for (const request of list) all.push(...(await eventsOf(provider, request)))
        return all
      }
      const forward = await read(requests, bench.provider)
      const backward = await read(requests.toReversed(), bench.provider)
      // A process that has just started has sent nothing.
      const elsewhere = await read(requests, bench.open())
      assert.deepEqual(backward.toReversed(), forward)
      assert.deepEqual(elsewhere, forward)
    },
  },
  {
    name: 'a word for a status that nobody knows is taken, and nothing is guessed',
    async run(bench) {
      const request = bench.descriptor.webhooks.receipt(await news(bench, 'brandnew'), bench.signing())
      const events = await eventsOf(bench.provider, request)
      assert.deepEqual(events, [])
    },
  },
  {
    name: 'a webhook that comes twice says the same thing twice, so that core can tell',
    async run(bench) {
      const request = webhookText(bench)
      assert.deepEqual(await eventsOf(bench.provider, request), await eventsOf(bench.provider, request))
    },
  },
  {
    name: 'an unsigned webhook is refused',
    async run(bench) {
      await assertRefused(bench, bench.descriptor.webhooks.text(inboundText(bench)), /^webhook\.unsigned$/)
      const receipt = bench.descriptor.webhooks.receipt(await news(bench, anyWord(bench)))
      await assertRefused(bench, receipt, /^webhook\.unsigned$/)
    },
  },
  {
    name: 'a webhook signed with somebody else’s secret is refused',
    async run(bench) {
      const forged = { secret: bench.descriptor.webhooks.secrets.foreign, at: bench.now() }
      await assertRefused(bench, webhookText(bench, forged), /^webhook\.bad_signature$/)
      const receipt = bench.descriptor.webhooks.receipt(await news(bench, anyWord(bench)), forged)
      await assertRefused(bench, receipt, /^webhook\.bad_signature$/)
    },
  },
  {
    name: 'a webhook whose words were changed on the way is refused',
    async run(bench) {
      await assertRefused(bench, tamper(webhookText(bench), 'second', 'wicked'), /^webhook\.bad_signature$/)
      const [id, otherId] = bench.descriptor.externalIds
      const receipt = bench.descriptor.webhooks.receipt(await news(bench, anyWord(bench)), bench.signing())
      await assertRefused(bench, tamper(receipt, id, otherId), /^webhook\.bad_signature$/)
    },
  },
  {
    name: 'an old webhook that is played again is refused',
    needs: 'dated-webhooks',
    async run(bench) {
      const request = webhookText(bench)
      await eventsOf(bench.provider, request)
      bench.pass(60 * 60_000)
      await assertRefused(bench, request, /^webhook\.(stale|bad_signature)$/)
    },
  },
  {
    name: 'two secrets are good while they are rotated, and the old one is not afterwards',
    async run(bench) {
      const { current, previous } = bench.descriptor.webhooks.secrets
      const rotating = bench.open({ signingSecrets: [current, previous] })
      const old = webhookText(bench, { secret: previous, at: bench.now() })
      assert.equal((await eventsOf(rotating, old)).length, 1)
      assert.equal((await eventsOf(rotating, webhookText(bench))).length, 1)
      await assertRefused(bench, old, /^webhook\.bad_signature$/)
    },
  },
  {
    name: 'rubbish at the door is refused in good order',
    async run(bench) {
      const good = webhookText(bench)
      const bodies = ['', 'null', '[]', '{"', '\u0000%%%', `${words}`].map((text) => new TextEncoder().encode(text))
      for (const body of [...bodies, new Uint8Array([0xff, 0xfe, 0x00])]) {
        for (const method of ['POST', 'GET', 'DELETE']) {
          await assertRefused(bench, { ...good, url: `${outbound.webhookUrl}?x=1`, method, body }, /^webhook\./)
          await assertRefused(bench, { ...good, headers: new Headers(), method, body }, /^webhook\./)
        }
      }
      // As many characters as a good signature has, and twice as many bytes.
      const strange = [...good.headers].map(([name, value]): [string, string] => [name, value.replaceAll(/./g, 'é')])
      await assertRefused(bench, { ...good, headers: new Headers(strange) }, /^webhook\./)
    },
  },
]

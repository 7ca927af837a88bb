import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { openDesk, type TestDesk } from './support/desk.js'
import { inbox, marks, ownPosts, rootOf } from './support/shown.js'
import {
  inboundForm,
  messageEnvelope,
  postAsSlack,
  postAsTwilio,
  twilioSignature,
  type Flaws,
} from './support/signed.js'
import { unreliableStorage } from './support/unreliable-storage.js'

const customer = '+14155550123'
const secretWords = 'my-door-code-is-4711'
const sid = `SM${'a'.repeat(32)}`
const tooMuch = 1_048_577

let desk: TestDesk
beforeEach(async () => void (desk = await openDesk()))
afterEach(() => desk.stop())

const text = () => inboundForm(desk, { sid, from: customer, body: secretWords })

function mention(): string {
  const user = desk.member('Ana')
  const channel = desk.sandbox.slack.channels().find(({ name }) => name === 'sms')?.id
  const { botUserId } = desk.sandbox.slack.identity
  const event = { type: 'app_mention', user, channel, ts: '1893456100.000100', text: `<@${botUserId}> ${secretWords}` }
  return messageEnvelope(desk, event, 'Ev0DOORS')
}

/** Nothing came of it anywhere. */
async function expectNothing(): Promise<void> {
  await desk.settle()
  expect(ownPosts(desk)).toEqual([])
  expect(desk.sandbox.carrier.calls).toEqual([])
  expect(desk.sandbox.slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([])
}

/** One line says that it was refused, and nothing that must not be told. */
function expectOneDiscreetLine(): void {
  const refusals = desk.log.lines.filter(({ level }) => level === 'warn' || level === 'error')
  expect(refusals, desk.log.text()).toHaveLength(1)
  expectDiscretion(desk.log.text())
}

function expectDiscretion(words: string): void {
  const { signingSecret, botToken } = desk.sandbox.slack.identity
  const { authToken } = desk.sandbox.carrier
  for (const secret of [signingSecret, botToken, authToken, secretWords, customer, customer.slice(1), '5550123']) {
    expect(words).not.toContain(secret)
  }
}

describe('the door of the carrier', () => {
  const refused: readonly (readonly [string, number, () => Promise<Response>])[] = [
    ['a wrong signature', 401, () => postAsTwilio(desk, text(), { signature: 'bm90IHRoZSByaWdodCBvbmU=' })],
    ['a signature of another address', 401, () => postAsTwilio(desk, text(), { signature: signedFor('/elsewhere') })],
    [
      'a signature that is no base64',
      401,
      () => postAsTwilio(desk, text(), { signature: 'ü'.normalize('NFD').slice(0, 1) }),
    ],
    ['no signature', 401, () => postAsTwilio(desk, text(), { isUnsigned: true })],
    ['a field added after signing', 401, () => tampered()],
    ['a wrong content type', 415, () => postAsTwilio(desk, text(), { contentType: 'text/plain' })],
    ['a form without a sender', 400, () => postAsTwilio(desk, withoutField('From'))],
    ['a form without an id', 400, () => postAsTwilio(desk, withoutField('MessageSid'))],
    ['an unknown provider', 404, () => postAsTwilio(desk, text(), { url: `${desk.url}/threadline/sms/nobody` })],
    [
      'a provider of every object',
      404,
      () => postAsTwilio(desk, text(), { url: `${desk.url}/threadline/sms/constructor` }),
    ],
    ['another method', 405, () => fetch(desk.smsUrl, { method: 'PUT', body: text() })],
    ['an unsigned GET', 401, () => fetch(`${desk.smsUrl}?${text()}`)],
  ]

  it.each(refused)('does not take %s', async (_, status, send) => {
    const answer = await send()
    expect(answer.status).toBe(status)
    expectDiscretion(await answer.text())
    expectOneDiscreetLine()
    await expectNothing()

    expect((await postAsTwilio(desk, text())).status).toBe(200)
    await desk.settle()
    expect(rootOf(desk, customer).text).toBe(secretWords)
  })

  const signedFor = (path: string) => Buffer.from(`signature of ${path}`.padEnd(20).slice(0, 20)).toString('base64')

  function withoutField(name: string): URLSearchParams {
    const form = text()
    form.delete(name)
    return form
  }

  function tampered(): Promise<Response> {
    const signature = twilioSignature(desk.sandbox.carrier.authToken, desk.smsUrl, text())
    const form = text()
    form.append('MediaUrl0', 'https://example.com/cat.png')
    return postAsTwilio(desk, form, { signature })
  }
})

describe('the door of Slack', () => {
  const url = (path: string): Flaws => ({ url: `${desk.url}${path}` })
  const refused: readonly (readonly [string, number, () => Promise<Response>])[] = [
    ['a wrong signature', 401, () => postAsSlack(desk, mention(), { signature: `v0=${'0'.repeat(64)}` })],
    ['a signature of another version', 401, () => postAsSlack(desk, mention(), { signature: 'v1=abc' })],
    ['a stale timestamp', 401, () => postAsSlack(desk, mention(), { ageMs: 301_000 })],
    ['a timestamp of the future', 401, () => postAsSlack(desk, mention(), { ageMs: -301_000 })],
    ['no signature', 401, () => postAsSlack(desk, mention(), { isUnsigned: true })],
    ['a wrong content type', 415, () => postAsSlack(desk, mention(), { contentType: 'text/xml' })],
    ['malformed JSON', 400, () => postAsSlack(desk, mention().slice(0, -2))],
    ['JSON that is no object', 400, () => postAsSlack(desk, `["${secretWords}"]`)],
    ['a form with malformed JSON', 400, () => postAsSlack(desk, `payload={"${secretWords}`, asForm)],
    ['another method', 405, () => fetch(desk.chatUrl, { method: 'DELETE' })],
    ['an unsigned GET', 401, () => fetch(desk.chatUrl)],
  ]

  it.each(refused)('does not take %s', async (_, status, send) => {
    const answer = await send()
    expect(answer.status).toBe(status)
    expectDiscretion(await answer.text())
    expectOneDiscreetLine()
    await expectNothing()

    expect((await postAsSlack(desk, mention())).status).toBe(200)
    await desk.settle()
    expect(ownPosts(desk)).toHaveLength(1)
  })

  it.each([
    '/threadline',
    '/threadline/',
    '/threadline/chat/more',
    '/threadline/sms',
    '/threadline/sms/',
    '/',
    '/chat',
  ])('is not at %s', async (path) => {
    expect((await postAsSlack(desk, mention(), url(path))).status).toBe(404)
    expectDiscretion(desk.log.text())
    await expectNothing()
  })

  it('answers the challenge of url_verification, signed, and nothing else', async () => {
    const body = JSON.stringify({ type: 'url_verification', token: 'old', challenge: 'echo-this' })
    const answer = await postAsSlack(desk, body)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('echo-this')
    const unsigned = await postAsSlack(desk, body, { isUnsigned: true })
    expect(unsigned.status).toBe(401)
    expect(await unsigned.text()).not.toContain('echo-this')
    await expectNothing()
  })

  it('acknowledges an event of another workspace and leaves it alone', async () => {
    const foreign = mention().replaceAll(desk.sandbox.slack.identity.teamId, 'T0ELSEWHERE')
    expect((await postAsSlack(desk, foreign)).status).toBe(200)
    await expectNothing()
  })

  const asForm: Flaws = { contentType: 'application/x-www-form-urlencoded' }
})

describe.each(['chat', 'sms/twilio'])('an oversized body at /%s', (door) => {
  const address = () => `${desk.url}/threadline/${door}`
  const contentType = { 'content-type': 'application/x-www-form-urlencoded' }

  it('that says so is refused before it is read', async () => {
    const answer = await fetch(address(), { method: 'POST', body: 'x'.repeat(tooMuch), headers: contentType })
    expect(answer.status).toBe(413)
    expectOneDiscreetLine()
    await expectNothing()
  })

  it('that comes in chunks is refused as soon as it is too much', async () => {
    const answer = await fetch(address(), { method: 'POST', body: chunks(40), headers: contentType, ...halfDuplex })
    expect(answer.status).toBe(413)
    expectOneDiscreetLine()
    await expectNothing()
  })

  it('does not keep the next one from getting in', async () => {
    await fetch(address(), { method: 'POST', body: 'x'.repeat(tooMuch), headers: contentType })
    expect((await postAsTwilio(desk, text())).status).toBe(200)
    expect((await postAsSlack(desk, mention())).status).toBe(200)
  })

  /** Node wants to be told that the request is written while the answer may come. */
  const halfDuplex: object = { duplex: 'half' }

  function chunks(count: number): ReadableStream<Uint8Array> {
    let left = count
    return new ReadableStream({
      pull(controller) {
        if (left === 0) return controller.close()
        left -= 1
        controller.enqueue(new Uint8Array(65_536).fill(120))
      },
    })
  }
})

describe('a storage that does not commit', () => {
  const storage = () => unreliableStorage(memoryStorage())

  async function openWith(unreliable: ReturnType<typeof storage>): Promise<void> {
    await desk.stop()
    desk = await openDesk({ storage: unreliable })
  }

  it.each(['not-committed', 'committed-unheard'] as const)(
    '(%s) makes the carrier see a 5xx, and its retry lands once',
    async (fault) => {
      const unreliable = storage()
      await openWith(unreliable)
      unreliable.fail(fault)
      const first = await postAsTwilio(desk, text())
      expect(first.status).toBeGreaterThanOrEqual(500)
      expectDiscretion(await first.text())
      expectOneDiscreetLine()
      expect(desk.log.text()).not.toContain('secret-database-host')
      expect((await postAsTwilio(desk, text())).status).toBe(200)
      await desk.pass(60_000)
      expect(rootOf(desk, customer).text).toBe(secretWords)
      expect(ownPosts(desk)).toHaveLength(1)
    },
  )

  it.each(['not-committed', 'committed-unheard'] as const)(
    '(%s) makes Slack bring a reply again, and it is texted once',
    async (fault) => {
      const unreliable = storage()
      await openWith(unreliable)
      await postAsTwilio(desk, text())
      await desk.settle()
      unreliable.fail(fault, fault)
      const thread = rootOf(desk, customer).ts
      const reply = desk.sandbox.slack.say({ as: desk.member('Ana'), channel: 'sms', thread, text: 'Thanks!' })
      await desk.pass(2 * 60_000)
      const attempts = desk.sandbox.webhooks.slack.deliveries.filter(({ status }) => status !== 200)
      expect(attempts).toHaveLength(2)
      expect(inbox(desk, customer)).toEqual(['Thanks!'])
      expect(marks(desk, reply)).toContain('vibration_mode')
    },
  )

  it('keeps a form open, so that it can be sent again', async () => {
    const unreliable = storage()
    await openWith(unreliable)
    await postAsSlack(desk, mention())
    await desk.settle()
    const [as, { slack }] = [desk.member('Ana'), desk.sandbox]
    await slack.click({ as, channel: 'sms', ts: ownPosts(desk)[0]!.ts, actionId: 'threadline:send-text' })
    const [offer] = await slack.suggest({ as, blockId: 'to', query: '4155550123' })
    const values = { to: offer?.value ?? '', text: 'Hello' }
    unreliable.fail('not-committed')
    expect((await slack.submit({ as, values })).type).toBe('failed')
    expect((await slack.submit({ as, values })).type).toBe('closed')
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })
})

import type { ThreadlineError } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../src/webhook/verify.js'
import { signingSecret, testAdapter, testNow } from '../support/adapter.js'
import { callback, humanMessage } from '../support/payloads.js'
import { eventRequest, signedRequest } from '../support/signed-request.js'

const payload = callback(humanMessage())
const seconds = testNow.getTime() / 1000
const adapter = testAdapter({ now: () => testNow })

describe('the signature', () => {
  it('is the one Slack documents', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
    expect(signatureOf(signingSecret, '1531420618', Buffer.from(body))).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    )
  })

  it('is believed when any secret of a rotation made it', async () => {
    const rotating = testAdapter({ now: () => testNow, signingSecret: ['new-secret', 'old-secret'] })
    for (const secret of ['new-secret', 'old-secret']) {
      expect((await rotating.receive(eventRequest(payload, { secret }))).events).toHaveLength(1)
    }
    await expect(rotating.receive(eventRequest(payload))).rejects.toMatchObject({ code: 'webhook.bad_signature' })
  })

  it('is over the raw bytes', async () => {
    const body = JSON.stringify(callback(humanMessage({ text: 'Grüße 👋' })))
    const { events } = await adapter.receive(signedRequest(body))
    expect(events).toMatchObject([{ type: 'message', author: { id: 'U0ANNA' } }])
    const request = signedRequest(body)
    const changed = { ...request, body: new Uint8Array([...request.body, 0x20]) }
    await expect(adapter.receive(changed)).rejects.toMatchObject({ code: 'webhook.bad_signature' })
  })

  it.each([
    ['five minutes old', seconds - 300],
    ['five minutes ahead', seconds + 300],
  ])('is believed when it is %s', async (_, timestamp) => {
    const { events } = await adapter.receive(eventRequest(payload, { timestamp: String(timestamp) }))
    expect(events).toHaveLength(1)
  })
})

describe('a request is not believed', () => {
  const outcomes: readonly [string, string, Parameters<typeof eventRequest>[1]][] = [
    ['signed with another secret', 'webhook.bad_signature', { secret: 'other' }],
    ['with a shorter signature', 'webhook.bad_signature', { headers: { 'x-slack-signature': 'v0=a2' } }],
    ['with a longer signature', 'webhook.bad_signature', { headers: { 'x-slack-signature': `v0=${'a'.repeat(80)}` } }],
    [
      'with a signature of other characters',
      'webhook.bad_signature',
      { headers: { 'x-slack-signature': `v0=${'é'.repeat(32)}` } },
    ],
    ['without a signature', 'webhook.unsigned', { headers: { 'x-slack-signature': '' } }],
    ['without a time', 'webhook.unsigned', { headers: { 'x-slack-request-timestamp': '' } }],
    ['with a time that is none', 'webhook.bad_signature', { timestamp: 'yesterday' }],
    ['with a negative time', 'webhook.bad_signature', { timestamp: `-${seconds}` }],
    ['older than five minutes', 'webhook.stale', { timestamp: String(seconds - 301) }],
    ['more than five minutes ahead', 'webhook.stale', { timestamp: String(seconds + 301) }],
  ]
  it.each(outcomes)('%s: %s', async (_, code, options) => {
    const error = await adapter.receive(eventRequest(payload, options)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code, status: 401 })
    expect((error as ThreadlineError).message).not.toContain(signingSecret)
  })
})

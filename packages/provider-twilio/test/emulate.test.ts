import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SmsEvent } from '@threadline/core'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { twilioProvider } from '../src/index.js'
import { accountSid, authToken, text } from './support/fixtures.js'

// A Twilio that nobody here wrote. It signs its webhooks with code of its own.

const provider = () => twilioProvider({ accountSid, authToken, apiUrl: emulator.url, now: aMinuteLater })
const aMinuteLater = () => new Date(Date.now() + 60_000)

let emulator: Emulator
let desk: Server
let webhookUrl: string
let events: SmsEvent[] = []

beforeAll(async () => {
  desk = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = new Headers({
        'content-type': String(request.headers['content-type']),
        'x-twilio-signature': String(request.headers['x-twilio-signature']),
      })
      const url = new URL(request.url ?? '/', webhookUrl).href
      provider()
        .receive({ method: request.method ?? '', url, headers, body: Buffer.concat(chunks) })
        .then((received) => {
          events.push(...received.events)
          response.writeHead(received.respond().status).end()
        })
        .catch(() => response.writeHead(500).end())
    })
  })
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
  webhookUrl = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/webhooks/twilio`
  emulator = await createEmulator({
    service: 'twilio',
    port: await freePort(),
    seed: {
      twilio: {
        account: { sid: accountSid, auth_token: authToken },
        phone_numbers: [{ phone_number: text.from, sms_url: webhookUrl }],
      },
    },
  })
})
afterAll(async () => {
  await emulator.close()
  await new Promise((resolve) => desk.close(resolve))
})
beforeEach(() => {
  events = []
})

const simulate = (what: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${emulator.url}/_twilio/simulate/${what}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams(fields),
  })

describe('against an independent Twilio', () => {
  it('a text is sent, found, and followed to its delivery', async () => {
    const startedAt = new Date()
    const words = { ...text, webhookUrl, text: 'héllo “you” & 100% ✓ +1' }
    const outcome = await provider().send(words)
    expect(outcome).toMatchObject({ type: 'done', value: { status: 'queued' } })
    const externalId = outcome.type === 'done' ? outcome.value.externalId : ''

    expect(await provider().find?.(words, startedAt)).toEqual(outcome)
    expect(await provider().find?.({ ...words, text: 'never sent' }, startedAt)).toMatchObject({ type: 'refused' })

    await simulate('message-status', { MessageSid: externalId, Status: 'delivered' })
    expect(events).toMatchObject([
      { type: 'receipt', externalId, reference: text.reference, status: 'queued' },
      { type: 'receipt', externalId, reference: text.reference, status: 'delivered' },
    ])
  })

  it('a customer’s text is received', async () => {
    await simulate('inbound-message', { To: text.from, From: text.to, Body: 'Is it & ready? 👍' })
    expect(events).toMatchObject([{ type: 'text', from: text.to, to: text.from, text: 'Is it & ready? 👍', media: [] }])
  })

  it('a foreign sender is refused', async () => {
    expect(await provider().send({ ...text, from: '+14155550199' })).toMatchObject({
      type: 'refused',
      failure: { category: 'sender-invalid', code: '21606' },
    })
  })

  it('a wrong token is refused', async () => {
    const wrong = twilioProvider({ accountSid, authToken: 'wrong', apiUrl: emulator.url })
    expect(await wrong.send(text)).toMatchObject({ type: 'refused', retryable: true, failure: { category: 'account' } })
  })
})

/** The emulator wants to be told its port. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

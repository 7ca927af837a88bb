import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createNodeHandler, type SmsEvent } from '@threadline/core'
import { createCarrier, type Carrier } from '@threadline/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { twilioProvider } from '../src/index.js'
import { text } from './support/fixtures.js'

const picture = new Uint8Array([137, 80, 78, 71])
const anHourAgo = () => new Date(Date.now() - 3_600_000)

let carrier: Carrier
let server: Server
let url = ''
let events: SmsEvent[] = []

/** One server for the carrier's API and for the desk's webhooks. */
beforeEach(async () => {
  events = []
  const fetchHere = async (request: Request) => {
    if (!request.url.endsWith('/desk')) return whole(await carrier.fetch(request))
    const body = new Uint8Array(await request.arrayBuffer())
    const received = await provider().receive({ method: 'POST', url: `${url}/desk`, headers: request.headers, body })
    events.push(...received.events)
    return received.respond()
  }
  server = createServer(createNodeHandler(fetchHere))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  carrier = createCarrier({ numbers: [{ number: text.from, webhookUrl: `${url}/desk` }], publicUrl: () => url })
})
afterEach(async () => {
  carrier.stop()
  await new Promise((resolve) => server.close(resolve))
})

const whole = (reply: Response | string): Response => (reply instanceof Response ? reply : new Response(reply))

const provider = () =>
  twilioProvider({
    accountSid: carrier.accountSid,
    authToken: carrier.authToken,
    apiUrl: `${url}/twilio`,
    onUnreadStatus() {},
  })

describe('a picture', () => {
  it('reaches the phone, with words and without', async () => {
    const media = [{ url: 'https://desk.example/media/1?token=a', contentType: 'image/jpeg', fileName: 'one.jpg' }]
    for (const words of ['Look', '']) {
      const outcome = await provider().send({ ...text, text: words, media, webhookUrl: `${url}/status` })
      expect(outcome).toMatchObject({ type: 'done', value: { externalId: expect.stringMatching(/^MM/) } })
    }
    await carrier.settled()
    expect(carrier.phone(text.to).inbox).toMatchObject([
      { body: 'Look', media: [{ url: media[0]?.url }] },
      { body: '', media: [{ url: media[0]?.url }] },
    ])
  })

  it('of a customer’s is fetched, behind the credentials', async () => {
    carrier.text({ from: text.to, to: text.from, media: [{ contentType: 'image/png', content: picture }] })
    await carrier.settled()
    const [event] = events
    const [media] = event?.type === 'text' ? event.media : []
    const fetched = media && (await provider().fetchMedia?.(media, 1_000))
    expect(fetched).toMatchObject({ type: 'done', value: { contentType: 'image/png' } })
    expect(fetched?.type === 'done' && new Uint8Array(fetched.value.content)).toEqual(picture)
  })
})

describe('what webhooks have missed', () => {
  it('is listed as it would have come, pictures included', async () => {
    carrier.text({ from: text.to, to: text.from, body: 'One' })
    carrier.text({ from: text.to, to: text.from, media: [{ contentType: 'image/png', content: picture }] })
    await carrier.settled()
    await provider().send({ ...text, webhookUrl: `${url}/status` })
    const listed = await provider().listInbound?.(text.from, anHourAgo())
    expect(listed?.type === 'done' && listed.value.map(({ sentAt: _, ...event }) => event)).toEqual(events)
    const later = await provider().listInbound?.(text.from, new Date(Date.now() + 60_000))
    expect(later).toEqual({ type: 'done', value: [] })
  })
})

describe('how far a text has come', () => {
  it('is told by its id', async () => {
    const sent = await provider().send({ ...text, webhookUrl: `${url}/status` })
    const externalId = sent.type === 'done' ? sent.value.externalId : ''
    await carrier.settled()
    carrier.advance(externalId, 'delivered')
    expect(await provider().check?.(externalId)).toEqual({
      type: 'done',
      value: { externalId, status: 'delivered', rawStatus: 'delivered' },
    })
  })

  it('is not told of a text that is not there', async () => {
    expect(await provider().check?.(`SM${'0'.repeat(32)}`)).toMatchObject({ type: 'refused', retryable: false })
  })
})

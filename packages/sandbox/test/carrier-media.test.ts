import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, startCarrierDesk } from './support/carrier-desk.js'

let desk: Awaited<ReturnType<typeof startCarrierDesk>>
beforeEach(async () => void (desk = await startCarrierDesk()))
afterEach(() => desk.stop())

const picture = (type = 'image/png', status = 200) =>
  new Response('bytes', { status, headers: { 'content-type': type } })
const statuses = () => desk.carrier.texts().map(({ errorCode, status }) => [status, errorCode])

async function send(...urls: readonly string[]): Promise<void> {
  await desk.send({ mediaUrl: [...urls] })
  await desk.carrier.settled()
}

describe('what goes along with a text', () => {
  it('is fetched as Twilio does, HEAD first, and is on the phone from then on', async () => {
    desk.receiver.answer = () => picture()
    const url = `${desk.receiver.url}/media/token/a.png`
    await send(url)
    expect(desk.receiver.arrived.map(({ method, url: asked }) => [method, asked])).toEqual([
      ['HEAD', url],
      ['GET', url],
    ])
    const [text] = desk.carrier.phone(customer).inbox
    expect(text?.media).toEqual([{ url, contentType: 'image/png' }])
    expect(new TextDecoder().decode(desk.carrier.file(url)?.content)).toBe('bytes')
    expect(statuses()).toEqual([['delivered', undefined]])
  })

  it.each([
    ['is not found', () => picture('text/plain', 404)],
    [
      'is something else by then',
      ({ method }: { method: string }) => picture(method === 'HEAD' ? 'image/png' : 'image/gif'),
    ],
    ['leads elsewhere', () => Response.redirect('https://desk.example/a.png')],
  ])('fails the text, which nobody gets, when it %s', async (_what, answer) => {
    desk.receiver.answer = answer
    await send(`${desk.receiver.url}/a.png`)
    expect(desk.carrier.phone(customer).inbox).toEqual([])
    expect(statuses()).toEqual([['failed', 11200]])
  })

  it('is left where it is when it is not on this machine', async () => {
    await send('https://desk.example/a.png')
    expect(desk.carrier.phone(customer).inbox).toHaveLength(1)
  })
})

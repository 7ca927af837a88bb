import { createServer, type IncomingHttpHeaders } from 'node:http'
import { Agent } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { accessTo } from '../src/fetch-media.js'
import { twilioProvider } from '../src/index.js'
import { parseOptions } from '../src/options.js'
import { accountSid, authToken, basicCredentials } from './support/fixtures.js'

interface Call {
  readonly host: string
  readonly headers: IncomingHttpHeaders
}

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** All of Twilio's hosts on one loopback server: an agent leads every name there, without TLS. */
async function startTwilio(locations: readonly string[]) {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    const location = locations[calls.length]
    calls.push({ host: request.headers.host ?? '', headers: request.headers })
    if (location) response.writeHead(307, { location }).end()
    else
      response
        .writeHead(200, { 'content-type': 'image/png', 'content-disposition': 'inline; filename="a.png"' })
        .end('x')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  const agent = new (class extends Agent {
    override createConnection(): Duplex {
      return connect(port, '127.0.0.1')
    }
  })()
  return { calls, provider: twilioProvider({ accountSid, authToken, agent }) }
}

const file = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/MM1/Media/ME1`
const cdn = 'https://mms.twiliocdn.com/AC1/file?Expires=1&Signature=x'
const bucket = 'https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/file'

describe('a picture behind a redirect', () => {
  it.each([cdn, bucket])('is fetched from %s, which never sees the credentials', async (location) => {
    const { calls, provider } = await startTwilio([location])
    expect(await provider.fetchMedia?.({ url: file, contentType: 'image/png' }, 100)).toEqual({
      type: 'done',
      value: { content: Buffer.from('x'), contentType: 'image/png', fileName: 'a.png' },
    })
    expect(calls.map(({ headers, host }) => [host, headers.authorization])).toEqual([
      ['api.twilio.com', `Basic ${basicCredentials}`],
      [new URL(location).host, undefined],
    ])
  })

  it.each([
    'https://example.com/file',
    'http://mms.twiliocdn.com/file',
    'https://10.0.0.1/file',
    'file:///etc/hosts',
    'https://user:pass@api.twilio.com/x',
    '',
  ])('is refused, unasked, where it leads to “%s”', async (location) => {
    const { calls, provider } = await startTwilio([cdn, location === '' ? 'https://[' : location])
    expect(await provider.fetchMedia?.({ url: file, contentType: 'image/png' }, 100)).toMatchObject({
      type: 'refused',
      failure: { category: 'media' },
    })
    expect(calls).toHaveLength(2)
  })
})

describe('an address of a picture', () => {
  const settings = parseOptions({ accountSid, authToken, apiUrl: 'http://127.0.0.1:4010/twilio' })

  it.each([
    ['http://127.0.0.1:4010/elsewhere', ['Authorization'], true],
    ['https://api.twilio.com/x', ['Authorization'], false],
    ['https://api.dublin.ie1.twilio.com/x', ['Authorization'], false],
    ['https://media.twiliocdn.com/x', [], undefined],
  ])('%s is Twilio’s', (address, headers, mayBePrivate) => {
    const access = accessTo(settings, new URL(address))
    expect(Object.keys(access?.headers ?? {})).toEqual(headers)
    expect(access?.mayBePrivate).toBe(mayBePrivate)
  })

  it.each([
    'http://127.0.0.1:4011/x',
    'https://127.0.0.1:4010/x',
    'http://api.twilio.com/x',
    'https://api.twilio.com:8443/x',
    'https://api.twilio.com@example.com/x',
    'https://api.twilio.com.example.com/x',
    'https://api.x.twilio.com.example.com/x',
    'https://twiliocdn.com.example.com/x',
    'https://eviltwiliocdn.com/x',
    'https://s3-external-1.amazonaws.com/other.bucket/x',
    'https://s3-external-1.amazonaws.com/media.twiliocdn.com/../other/x',
    'https://bucket.s3.amazonaws.com/media.twiliocdn.com/x',
  ])('%s is not', (address) => {
    expect(accessTo(settings, new URL(address))).toBeUndefined()
  })
})

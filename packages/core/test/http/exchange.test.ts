import { Agent, createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { exchange } from '../../src/http/index.js'

// A key both sides share, so that TLS works without a certificate.
const sharedKey = Buffer.from('the key of this test')
const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))))

async function startTls(answer: (socket: TLSSocket) => unknown): Promise<number> {
  server = createServer({ ...tls, pskIdentityHint: 'test', pskCallback: () => sharedKey })
  server.on('request', (request) => answer(request.socket as TLSSocket))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const call = (port: number, key: Buffer, timeoutMs = 10_000, maxBytes = 1000) =>
  exchange({
    method: 'POST',
    url: new URL(`https://127.0.0.1:${port}/`),
    headers: {},
    body: '{}',
    timeoutMs,
    maxBytes,
    agent: new Agent({
      ...tls,
      pskCallback: () => ({ identity: 'test', psk: new Uint8Array(key) }),
      checkServerIdentity: () => undefined,
    }),
  })

describe('a call over TLS', () => {
  it('brings its answer', async () => {
    const port = await startTls((socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}'))
    expect(await call(port, sharedKey)).toMatchObject({ type: 'answer', status: 201, body: Buffer.from('{}') })
  })

  it('may have arrived when the connection breaks', async () => {
    const port = await startTls((socket) => socket.destroy())
    expect(await call(port, sharedKey)).toMatchObject({ type: 'no-answer', reason: 'ECONNRESET' })
  })

  it('may have arrived when no answer comes', async () => {
    const port = await startTls(() => undefined)
    expect(await call(port, sharedKey, 300)).toMatchObject({ type: 'no-answer', reason: 'ETIMEDOUT' })
  })

  it('may have arrived when its answer never comes to its end', async () => {
    const port = await startTls((socket) => socket.write('HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{'))
    expect(await call(port, sharedKey, 300)).toEqual({ type: 'no-answer', reason: 'ETIMEDOUT' })
  })

  it('is given up when its answer is too long', async () => {
    const port = await startTls((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123456789'))
    expect(await call(port, sharedKey, 10_000, 8)).toMatchObject({ type: 'no-answer', reason: 'EMSGSIZE' })
  })

  it('was not sent when the handshake fails', async () => {
    const port = await startTls((socket) => socket.destroy())
    expect(await call(port, Buffer.from('another key'))).toMatchObject({ type: 'not-sent' })
  })
})

describe('a call that must go to a public host', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]', '2130706433'])('is not made to %s', async (host) => {
    let calls = 0
    const port = await startTls(() => void (calls += 1))
    const url = new URL(`https://${host}:${port}/`)
    const call = { method: 'GET', url, headers: {}, timeoutMs: 10_000, mustBePublic: true }
    expect(await exchange(call)).toEqual({ type: 'not-sent', reason: 'EPRIVATE' })
    expect(calls).toBe(0)
  })
})

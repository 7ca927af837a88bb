import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createNodeHandler } from '@threadline/core'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(listener: (...args: Parameters<RequestListener>) => void | Promise<void>): Promise<string> {
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const echo = createNodeHandler(async (request) => {
  const body = request.method === 'GET' ? '' : await request.text()
  const headers = {
    'x-path': new URL(request.url).pathname + new URL(request.url).search,
    'x-seen': request.headers.get('x-sent') ?? '',
  }
  return new Response(`${request.method} ${body}`, { status: 201, headers })
})

describe('the handler for node:http', () => {
  it('hands over method, path, query, headers and bytes, and brings the answer back', async () => {
    const url = await serve(echo)
    const response = await fetch(`${url}/a/b?c=%20d`, { method: 'POST', body: 'héllo ✓', headers: { 'x-sent': 'yes' } })
    expect([response.status, await response.text()]).toEqual([201, 'POST héllo ✓'])
    expect([response.headers.get('x-path'), response.headers.get('x-seen')]).toEqual(['/a/b?c=%20d', 'yes'])
  })

  it('takes requests without a body', async () => {
    const url = await serve(echo)
    expect(await (await fetch(`${url}/a`)).text()).toBe('GET ')
  })

  it('brings a plain answer back whole, with how long it is', async () => {
    const plain = { status: 202, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: '<Ü/>' }
    const response = await fetch(await serve(createNodeHandler(async () => plain)), { method: 'POST' })
    expect([response.status, await response.text()]).toEqual([202, '<Ü/>'])
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(response.headers.get('content-length')).toBe('5')
  })

  it('brings answers without a body back, plain and not', async () => {
    for (const empty of [{ status: 204, headers: {}, body: '' }, new Response(null, { status: 204 })]) {
      const response = await fetch(await serve(createNodeHandler(async () => empty)), { method: 'POST' })
      expect([response.status, await response.text()]).toEqual([204, ''])
      expect(response.headers.has('content-length')).toBe(false)
    }
  })

  it('uses the bytes a parser has kept, and the path Express has cut', async () => {
    const url = await serve(async (request, response) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of request) chunks.push(chunk as Uint8Array)
      Object.assign(request, { rawBody: Buffer.concat(chunks), originalUrl: '/mounted/here', url: '/here' })
      echo(request, response)
    })
    const response = await fetch(`${url}/x`, { method: 'POST', body: 'kept' })
    expect([await response.text(), response.headers.get('x-path')]).toEqual(['POST kept', '/mounted/here'])
  })

  it('says what to do when something else has read the body', async () => {
    const url = await serve(async (request: IncomingMessage, response) => {
      for await (const chunk of request) void chunk
      echo(request, response)
    })
    const response = await fetch(url, { method: 'POST', body: 'gone' })
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('before the body parser')])
  })
})

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { downloadMedia, type DownloadCall } from '../../src/http/index.js'

let server: Server
afterEach(() => new Promise((resolve) => server.close(resolve)))

/** A call for a file of a server that anybody may call. */
async function callTo(listener: RequestListener, path = '/one.png'): Promise<DownloadCall> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}${path}`
  return { url, maxBytes: 1_000, timeoutMs: 5_000, vendor: 'Pigeon', accessTo: () => ({ mayBePrivate: true }) }
}

const picture: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'image/PNG; charset=binary' }).end('PNG')

describe('a file that came with a text', () => {
  it.each([
    ['/one.png?size=2', {}, 'one.png'],
    ['/media/ME1', { 'content-disposition': 'inline; filename="a b.png"' }, 'a b.png'],
    ['/media/ME1', { 'content-disposition': 'inline; filename="../a.png"' }, undefined],
    ['/media/ME1', {}, undefined],
  ])('at %s %o is named %s', async (path, headers, fileName) => {
    const call = await callTo((_request, response) => void response.writeHead(200, headers).end('PNG'), path)
    const ended = await downloadMedia(call)
    expect(ended).toEqual({
      type: 'done',
      value: { content: Buffer.from('PNG'), contentType: 'application/octet-stream', ...(fileName && { fileName }) },
    })
  })

  it('is not fetched from a name that leads to this machine, unless that is allowed', async () => {
    let calls = 0
    const call = await callTo((...exchange) => {
      calls += 1
      picture(...exchange)
    })
    expect(await downloadMedia({ ...call, accessTo: () => ({}) })).toMatchObject({
      type: 'refused',
      retryable: false,
      failure: { category: 'media', detail: 'The file is at a private address.' },
    })
    expect(calls).toBe(0)
    expect(await downloadMedia(call)).toMatchObject({ type: 'done', value: { contentType: 'image/png' } })
  })

  it('is not read to its end when it is too large', async () => {
    let written = 0
    const call = await callTo((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' })
      const more = () => {
        written += 1
        if (!response.destroyed && written < 10_000) response.write('x'.repeat(10_000), more)
      }
      more()
    })
    expect(await downloadMedia(call)).toMatchObject({ type: 'refused', failure: { category: 'media' } })
    expect(written).toBeLessThan(10_000)
  })

  it('is not judged by the length of an error page', async () => {
    const call = await callTo((_request, response) => void response.writeHead(503).end('x'.repeat(2_000)))
    expect(await downloadMedia(call)).toMatchObject({ type: 'unknown', failure: { code: '503' } })
  })

  it('shows each host what is meant for it, and follows as often as it may', async () => {
    const seen: (string | undefined)[] = []
    const call = await callTo((request, response) => {
      seen.push(request.headers.authorization)
      if (request.url === '/there.png') picture(request, response)
      else response.writeHead(302, { location: '/there.png' }).end()
    })
    const accessTo = ({ pathname }: URL) => ({ headers: { Authorization: pathname }, mayBePrivate: true })
    expect(await downloadMedia({ ...call, accessTo })).toMatchObject({ type: 'refused', retryable: false })
    expect(await downloadMedia({ ...call, accessTo, mostRedirects: 1 })).toMatchObject({ type: 'done' })
    expect(seen).toEqual(['/one.png', '/one.png', '/there.png'])
  })
})

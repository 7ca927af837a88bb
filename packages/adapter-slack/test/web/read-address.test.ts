import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readAddress } from '../../src/web/read-address.js'

let server: Server
let asked = 0
beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1
    response.end('secret of this network')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

const port = () => (server.address() as { readonly port: number }).port

it.each([
  ['without encryption', () => `http://127.0.0.1:${port()}/a.png`],
  ['on this machine', () => `https://127.0.0.1:${port()}/a.png`],
  ['on this machine by name', () => `https://localhost:${port()}/a.png`],
  ['where a cloud keeps its secrets', () => 'https://169.254.169.254/latest/meta-data'],
  ['with a password', () => `https://a:b@127.0.0.1:${port()}/a.png`],
  ['of no kind', () => 'kettle.png'],
])('nothing is read from an address %s, and its owner is not called', async (_what, url) => {
  const outcome = await readAddress(url(), 1_000, { timeoutMs: 2_000 })
  expect(outcome).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'media' } })
  expect(asked).toBe(0)
})

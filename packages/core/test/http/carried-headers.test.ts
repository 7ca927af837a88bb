import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { propagation } from '@opentelemetry/api'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exchange } from '../../src/http/index.js'

const came: IncomingHttpHeaders[] = []
let server: Server
beforeEach(async () => {
  came.length = 0
  server = createServer((request, response) => {
    came.push(request.headers)
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  propagation.disable()
  return new Promise((resolve) => server.close(resolve))
})

const call = () =>
  exchange({
    method: 'POST',
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    headers: { authorization: 'Bearer x' },
    body: '{}',
    timeoutMs: 10_000,
  })

it('a call carries its own headers alone when the host traces nothing', async () => {
  await call()
  expect(Object.keys(came[0] ?? {}).sort()).toEqual(['authorization', 'connection', 'content-length', 'host'])
})

it('a call carries what the propagator of the host has it carry', async () => {
  propagation.setGlobalPropagator({
    inject: (_context, carrier, setter) => setter.set(carrier, 'traceparent', 'of this trace'),
    extract: (context) => context,
    fields: () => ['traceparent'],
  })
  await call()
  expect(came[0]).toMatchObject({ authorization: 'Bearer x', traceparent: 'of this trace' })
})

import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { answerWith } from '../../src/node-handler.js'
import { fromNode } from '../../src/node-incoming.js'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A server that answers with the body, which is to be 10 bytes at most. */
async function serve(before: (request: IncomingMessage) => void = () => undefined) {
  const failures: unknown[] = []
  const handle = answerWith(async (incoming) => {
    try {
      return new Response(Buffer.from(await fromNode(incoming).readBody(10)))
    } catch (error) {
      failures.push(error)
      throw error
    }
  })
  const server = createServer((request, response) => {
    before(request)
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return { port: (server.address() as AddressInfo).port, failures }
}

/** Sends a request as it is written, and resolves with the answer once the connection has ended. */
function exchange(port: number, head: string, then: (socket: Socket) => void = () => undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST / HTTP/1.1\r\nhost: desk.example\r\n${head}`)
      then(socket)
    })
    socket.on('data', (chunk) => (heard += chunk.toString()))
    socket.once('error', reject)
    socket.once('close', () => resolve(heard))
  })
}

it('brings the bytes as they came, in however many pieces', async () => {
  const { port } = await serve()
  const head = 'connection: close\r\ntransfer-encoding: chunked\r\n\r\n'
  const heard = await exchange(port, head, (socket) => {
    socket.write('4\r\nhé!\r\n')
    setImmediate(() => socket.write('2\r\nab\r\n0\r\n\r\n'))
  })
  expect(heard).toContain('200 OK')
  expect(heard).toContain('hé!ab')
})

it('answers what is too long before it has ended, whether or not it says so, and ends the connection', async () => {
  const { port } = await serve()
  const said = await exchange(port, 'content-length: 50\r\n\r\n0123456789')
  const unsaid = await exchange(port, 'transfer-encoding: chunked\r\n\r\nb\r\n0123456789a\r\n')
  for (const heard of [said, unsaid]) {
    expect(heard).toContain('413')
    expect(heard.toLowerCase()).toContain('connection: close')
  }
})

it('takes nothing of a body that is cut off', async () => {
  const { failures, port } = await serve()
  await exchange(port, 'content-length: 8\r\n\r\n0123', (socket) => setImmediate(() => socket.destroy()))
  await expect.poll(() => failures).toMatchObject([{ code: 'webhook.malformed' }])
})

it('reads no body twice, and takes the bytes that a parser has kept', async () => {
  const kept = await serve((request) => void Object.assign(request, { rawBody: 'kept' }))
  expect(await exchange(kept.port, 'connection: close\r\ncontent-length: 0\r\n\r\n')).toContain('kept')
  const long = await serve((request) => void Object.assign(request, { rawBody: 'far too long' }))
  expect(await exchange(long.port, 'connection: close\r\ncontent-length: 0\r\n\r\n')).toContain('413')
})

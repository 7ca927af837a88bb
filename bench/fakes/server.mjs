import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * A small server on loopback.
 *
 * @param handle - gets `{ method, path, body }`, the body as text, and returns `{ status, json }`, and `headers` if there are any
 * @param delayMs - how long a call is on its way
 */
export async function serve(handle, delayMs = () => 0) {
  const server = createServer((incoming, outgoing) => {
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => {
      const call = { method: incoming.method, path: incoming.url, body: Buffer.concat(chunks).toString() }
      const waitMs = delayMs()
      if (waitMs > 0) void pause(waitMs).then(() => answer(outgoing, handle(call)))
      else answer(outgoing, handle(call))
    })
  })
  // A client that keeps a connection must not find it closed when it uses it again.
  server.keepAliveTimeout = 600_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}` }
}

function answer(outgoing, { headers, json, status }) {
  outgoing.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(json))
}

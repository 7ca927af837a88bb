import { createServer } from 'node:http'

/**
 * A small server on loopback.
 *
 * @param handle - gets `{ path, body }`, the body as text, and returns `{ status, json }`, and `headers` if there are any
 */
export async function serve(handle) {
  const server = createServer((incoming, outgoing) => {
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => {
      const { headers, json, status } = handle({ path: incoming.url, body: Buffer.concat(chunks).toString() })
      outgoing.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(json))
    })
  })
  // A client that keeps a connection must not find it closed when it uses it again.
  server.keepAliveTimeout = 600_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}` }
}

import { createServer, connect } from 'node:net'

/**
 * A wire between the hosts and a service, which can be cut: connections break, and new ones are refused, as when a
 * service is not there.
 *
 * @param target - URL of the service
 * @returns `{ url, cut(), mend(), stop() }`, `url` being the origin to call instead
 */
export async function startWire(target) {
  const { hostname, port } = new URL(target)
  const sockets = new Set()
  const server = createServer((near) => join(near, connect(Number(port), hostname), sockets))
  const listen = (at) => new Promise((resolve) => server.listen(at, '127.0.0.1', resolve))
  await listen(0)
  const ownPort = server.address().port

  async function cut() {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { url: `http://127.0.0.1:${ownPort}`, cut, mend: () => listen(ownPort), stop: cut }
}

/** Whatever ends one side ends the other. */
function join(near, far, sockets) {
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ]) {
    sockets.add(socket)
    socket.on('error', () => other.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
    socket.pipe(other)
  }
}

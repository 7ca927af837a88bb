import type { RequestListener, ServerResponse } from 'node:http'
import type { Threadline } from '@threadline/core'

/** Later than this, and something is wrong with deliveries. */
const longestLagMs = 60_000

/** Answers `/healthz` (the process is there) and `/readyz` (storage answers and deliveries keep up); the rest goes on. */
export function withHealth(threadline: Threadline): RequestListener {
  return (request, response) => {
    if (request.url === '/healthz') answer(response, 200, { ok: true })
    else if (request.url === '/readyz')
      void readiness(threadline).then(({ body, status }) => answer(response, status, body))
    else threadline.nodeHandler(request, response)
  }
}

async function readiness(threadline: Threadline): Promise<{ readonly status: number; readonly body: object }> {
  try {
    const status = await threadline.status()
    const ok = status.lagMs <= longestLagMs
    return { status: ok ? 200 : 503, body: { ok, ...status } }
  } catch {
    return { status: 503, body: { ok: false, storage: 'does not answer' } }
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
}

import type { Carrier } from '../carrier/index.js'
import type { SlackWorkspace } from '../slack/index.js'

/**
 * The bytes of a file that the page shows: `?id=` of a file in the workspace, or `?phone=&url=` of one that a phone has.
 * It is nothing that a browser may run.
 */
export async function fileFor(slack: SlackWorkspace, carrier: Carrier, query: URLSearchParams): Promise<Response> {
  const file = slack.file(query.get('id') ?? '')
  if (file) return answer(file.mimetype, new Uint8Array(file.content))
  return mediaFor(carrier, query.get('phone') ?? '', query.get('url') ?? '')
}

/** Only what stands in a text of this phone is fetched, as the phone's own network would. */
async function mediaFor(carrier: Carrier, number: string, url: string): Promise<Response> {
  const phone = carrier.phones().find((candidate) => candidate.number === number)
  const media = [...(phone?.inbox ?? []), ...(phone?.outbox ?? [])].flatMap((text) => text.media)
  const wanted = media.find((candidate) => candidate.url === url)
  if (!wanted) return new Response('Not found', { status: 404 })
  const own = carrier.file(url)
  if (own) return answer(own.contentType, own.content)
  try {
    const fetched = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (fetched.ok) return answer(wanted.contentType, new Uint8Array(await fetched.arrayBuffer()))
    return new Response('Not found', { status: 404 })
  } catch {
    return new Response('The file could not be fetched.', { status: 502 })
  }
}

function answer(contentType: string, content: Uint8Array<ArrayBuffer>): Response {
  const headers = {
    'content-type': contentType || 'application/octet-stream',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  }
  return new Response(content, { headers })
}

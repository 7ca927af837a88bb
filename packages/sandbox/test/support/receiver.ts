import { serve } from '../../src/serve.js'

/** A webhook as it arrived. */
export interface Arrived {
  readonly method: string
  /** As it was called: public address, path and query. */
  readonly url: string
  readonly headers: Headers
  readonly body: string
  readonly form: Readonly<Record<string, string>>
}

/** A desk's webhook endpoint on loopback, which answers what it is told. */
export interface Receiver {
  readonly url: string
  readonly arrived: Arrived[]
  /** What it answers to the next webhooks. A promise keeps them waiting. */
  answer: (arrived: Arrived) => Response | Promise<Response>
  stop(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const arrived: Arrived[] = []
  const receiver = { arrived, answer: (_: Arrived): Response | Promise<Response> => new Response('<Response/>') }
  const served = await serve({
    async fetch(request) {
      const body = await request.text()
      const form = Object.fromEntries(new URLSearchParams(body))
      const webhook = { method: request.method, url: request.url, headers: request.headers, body, form }
      arrived.push(webhook)
      return receiver.answer(webhook)
    },
  })
  return Object.assign(receiver, served)
}

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline, type Threadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'
import { startSandbox, type Sandbox } from '@threadline/sandbox'
import { afterEach, expect, it, vi } from 'vitest'
import { expressApp } from '../src/express.js'
import { fastifyApp } from '../src/fastify.js'
import { honoApp } from '../src/hono.js'

const customer = '+14155550123'
const number = '+14155550100'

let sandbox: Sandbox
let server: Server
let threadline: Threadline
afterEach(async () => {
  await threadline.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await sandbox.stop()
})

type Listener = Parameters<typeof createServer>[1] & {}

/** What each framework answers requests with. */
const frameworks: Readonly<Record<string, (threadline: Threadline) => Promise<Listener>>> = {
  Express: (made) => Promise.resolve(expressApp(made)),
  async Fastify(made) {
    const app = fastifyApp(made)
    await app.ready()
    return (request, response) => app.routing(request, response)
  },
  Hono: (made) => Promise.resolve(getRequestListener(honoApp(made).fetch)),
}

/** Only how long to wait for what does not come. */
const patient = { timeout: 15_000 }

it.each(Object.entries(frameworks))(
  'in %s signed webhooks are believed, and the routes beside them still get their bodies',
  async (_name, make) => {
    sandbox = await startSandbox({ carrier: { numbers: [{ number }] } })
    server = createServer()
    const url = await new Promise<string>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
    })
    const { botToken, signingSecret, teamId } = sandbox.slack.identity
    const { accountSid, authToken } = sandbox.carrier
    threadline = createThreadline({
      workspaceId: teamId,
      publicUrl: url,
      chat: slackAdapter({ botToken, signingSecret, apiUrl: sandbox.slackApiUrl }),
      providers: { twilio: twilioProvider({ accountSid, authToken, apiUrl: sandbox.carrierApiUrl }) },
      lines: [{ senders: [{ provider: 'twilio', address: number }] }],
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    })
    server.on('request', await make(threadline))
    sandbox.connect({ chatWebhookUrl: `${url}/threadline/chat`, smsWebhookUrl: `${url}/threadline/sms/twilio` })
    await threadline.start()

    sandbox.carrier.text({ from: customer, to: number, body: 'Hi' })
    const root = await vi.waitFor(() => sandbox.slack.messages('sms')[0] ?? expect.fail('No thread yet.'), patient)
    const ana = sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
    sandbox.slack.say({ as: ana, channel: 'sms', thread: root.ts, text: 'Hello!' })
    await vi.waitFor(
      () => expect(sandbox.carrier.phone(customer).inbox.map(({ body }) => body)).toEqual(['Hello!']),
      patient,
    )

    const forged = await fetch(`${url}/threadline/sms/twilio`, {
      method: 'POST',
      body: new URLSearchParams({ From: customer }),
    })
    expect(forged.status).toBe(401)
    const order = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"item":"bread"}' }
    expect(await (await fetch(`${url}/orders`, order)).json()).toEqual({ taken: { item: 'bread' } })
  },
)

import twilio from 'twilio'
import { createCarrier, type CarrierOptions } from '../../src/carrier/index.js'
import { serve } from '../../src/serve.js'
import { startReceiver, type Arrived } from './receiver.js'

export const ours = '+14155550100'
export const customer = '+14155550123'

/** A carrier over HTTP, Twilio's own client to call it, and an endpoint for its webhooks. */
export async function startCarrierDesk(options: CarrierOptions = {}) {
  const receiver = await startReceiver()
  const carrier = createCarrier({
    numbers: [{ number: ours, webhookUrl: `${receiver.url}/sms?line=main` }],
    publicUrl: () => server.url,
    ...options,
  })
  const server = await serve({ fetch: (request) => carrier.fetch(request) })
  const client = twilioClient(server.url, carrier.accountSid, carrier.authToken)
  return {
    carrier,
    client,
    receiver,
    url: server.url,
    send: (more: Partial<Parameters<typeof client.messages.create>[0]> = {}) =>
      client.messages.create({ to: customer, from: ours, body: 'Hello', ...more }),
    async stop() {
      carrier.stop()
      await Promise.all([server.stop(), receiver.stop()])
    },
  }
}

/** Twilio's own client, calling this address instead of api.twilio.com. */
export function twilioClient(url: string, username: string, password: string, accountSid = username, timeout = 10_000) {
  const client = twilio(username, password, { accountSid, timeout })
  client.api.baseUrl = url
  return client
}

/** Whether Twilio's own validator believes the webhook. */
export function isBelieved(authToken: string, { headers, url, form }: Arrived): boolean {
  return twilio.validateRequest(authToken, headers.get('x-twilio-signature') ?? '', url, form)
}

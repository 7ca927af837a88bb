import { createEmulator } from 'emulate'

/** A message as the emulated Twilio holds it. */
export interface CarrierMessage {
  readonly sid: string
  readonly direction: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly status: string
}

/** A Twilio that nobody here wrote. It signs its webhooks itself, and waits for their answers. */
export interface EmulatedCarrier {
  /** `http://127.0.0.1:49152` */
  readonly origin: string
  readonly accountSid: string
  readonly authToken: string
  /** The number of the line. */
  readonly number: string
  /** A customer texts the line. */
  text(from: string, body: string): Promise<void>
  /** Every text that left for a customer, oldest first. */
  outbox(to: string): Promise<readonly CarrierMessage[]>
  /** Something becomes of a text. */
  report(sid: string, status: 'sending' | 'sent' | 'delivered' | 'undelivered'): Promise<void>
  close(): Promise<void>
}

const accountSid = `AC${'0'.repeat(32)}`
const authToken = 'token-of-the-witness'
const number = '+14155550100'

/** @param webhookUrl - where the line's inbound texts go */
export async function startEmulatedCarrier(webhookUrl: string): Promise<EmulatedCarrier> {
  const emulator = await createEmulator({
    service: 'twilio',
    port: 0,
    seed: {
      twilio: {
        account: { sid: accountSid, auth_token: authToken },
        phone_numbers: [{ phone_number: number, sms_url: webhookUrl }],
      },
    },
  })
  const origin = `http://127.0.0.1:${new URL(emulator.url).port}`

  async function call(path: string, form?: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${origin}${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
      ...(form && { body: new URLSearchParams(form) }),
    })
    if (!response.ok) throw new Error(`Twilio answered ${response.status} to ${path}`)
    return response.json()
  }

  return {
    origin,
    accountSid,
    authToken,
    number,
    text: async (from, body) =>
      void (await call('/_twilio/simulate/inbound-message', { To: number, From: from, Body: body })),
    report: async (sid, status) =>
      void (await call('/_twilio/simulate/message-status', { MessageSid: sid, Status: status })),
    async outbox(to) {
      const query = new URLSearchParams({ To: to, PageSize: '1000' })
      const list = (await call(`/2010-04-01/Accounts/${accountSid}/Messages.json?${query}`)) as {
        readonly messages: readonly CarrierMessage[]
      }
      return list.messages.filter(({ direction }) => direction.startsWith('outbound')).toReversed()
    },
    close: () => emulator.close(),
  }
}

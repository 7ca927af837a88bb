import type { Webhook } from '../../webhook-sender.js'
import { twilioSignature } from './signature.js'
import { newDigits, type CarrierState } from '../state.js'

/** Twilio gives a receiver 15 seconds. */
const timeoutMs = 15_000

/** A signed form webhook as Twilio sends it. `url` is used and signed exactly as it was given. */
export function twilioWebhook(
  state: CarrierState,
  webhook: { readonly name: string; readonly url: string; readonly form: URLSearchParams; readonly orderKey?: string },
): Webhook {
  const { name, url, form } = webhook
  const idempotencyToken = newDigits(state)
  return {
    name,
    timeoutMs,
    retryDelaysMs: state.retryDelaysMs ?? [],
    ...(webhook.orderKey === undefined ? {} : { orderKey: webhook.orderKey }),
    build: () =>
      new Request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'x-twilio-signature': twilioSignature(state.twilio.authToken, url, form),
          'i-twilio-idempotency-token': idempotencyToken,
          'user-agent': 'TwilioProxy/1.1',
        },
        body: form.toString(),
      }),
  }
}

import type { SmsProvider } from '@threadline/core'
import { messagebirdProvider } from '@threadline/provider-messagebird'
import { twilioProvider } from '@threadline/provider-twilio'
import { vonageProvider } from '@threadline/provider-vonage'
import type { Sandbox, WireName } from '@threadline/sandbox'

type MakeProvider = (sandbox: Sandbox, now: () => Date) => SmsProvider

/** A provider for each wire the sandbox speaks, of the same name. */
const providers: Readonly<Record<WireName, MakeProvider>> = {
  twilio: ({ carrier: { accountSid, authToken }, carrierApiUrl: apiUrl }, now) =>
    twilioProvider({ accountSid, authToken, apiUrl, now }),
  vonage: ({ carrier: { vonage }, url }, now) => {
    const { apiKey, signatureSecret, applicationId, privateKey } = vonage
    return vonageProvider({ apiKey, signatureSecret, applicationId, privateKey, apiUrl: `${url}/vonage`, now })
  },
  messagebird: ({ carrier, url }, now) =>
    messagebirdProvider({ api: 'classic', ...carrier.messagebird, apiUrl: `${url}/messagebird`, now }),
  bird: ({ carrier, url }, now) => messagebirdProvider({ api: 'bird', ...carrier.bird, apiUrl: `${url}/bird`, now }),
}

/** The provider that speaks a wire, at a sandbox. */
export function providerFor(wire: WireName, sandbox: Sandbox, now: () => Date): SmsProvider {
  return providers[wire](sandbox, now)
}

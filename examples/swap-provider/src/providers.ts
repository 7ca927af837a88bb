import type { Sender, SmsProvider } from '@threadline/core'
import { messagebirdProvider } from '@threadline/provider-messagebird'
import { twilioProvider } from '@threadline/provider-twilio'
import { vonageProvider } from '@threadline/provider-vonage'
import type { Sandbox } from '@threadline/sandbox'

/** Our number at each provider, in the order in which the line moves. */
export const senders = [
  { provider: 'twilio', address: '+14155550100' },
  { provider: 'vonage', address: '+14155550111' },
  { provider: 'messagebird', address: '+14155550122' },
] as const satisfies readonly Sender[]

/** All three, also those that the line does not use any more: receipts and unknown outcomes of their texts still come. */
export function allProviders({ carrier, carrierApiUrl, url }: Sandbox): Readonly<Record<string, SmsProvider>> {
  const { accountSid, authToken, messagebird, vonage } = carrier
  const { apiKey, applicationId, privateKey, signatureSecret } = vonage
  return {
    twilio: twilioProvider({ accountSid, authToken, apiUrl: carrierApiUrl }),
    vonage: vonageProvider({ apiKey, applicationId, privateKey, signatureSecret, apiUrl: `${url}/vonage` }),
    messagebird: messagebirdProvider({ api: 'classic', ...messagebird, apiUrl: `${url}/messagebird` }),
  }
}

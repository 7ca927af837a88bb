import { messagebirdProvider } from '@threadline/provider-messagebird'
import { twilioProvider } from '@threadline/provider-twilio'
import { vonageProvider } from '@threadline/provider-vonage'

const jsonIn = (body) => (body.startsWith('{') ? JSON.parse(body) : {})
const formIn = (body) => Object.fromEntries(new URLSearchParams(body))

/**
 * The providers, by the names that `--provider` takes: what a host has to know, how it makes the provider of it, and the id
 * of the text that a webhook brings (`undefined` when it brings something else). `hasList` where a text of unknown outcome can be looked up.
 */
export const carriers = {
  twilio: {
    credentials: ({ accountSid, authToken }) => ({ accountSid, authToken }),
    make: twilioProvider,
    hasList: true,
    textIn: (body) => (formIn(body).SmsStatus === 'received' ? formIn(body).MessageSid : undefined),
  },
  vonage: {
    credentials({ vonage: { apiKey, applicationId, privateKey, signatureSecret } }) {
      return { apiKey, applicationId, privateKey, signatureSecret }
    },
    make: vonageProvider,
    textIn: (body) => (jsonIn(body).message_type ? jsonIn(body).message_uuid : undefined),
  },
  messagebird: {
    credentials: ({ messagebird }) => ({ api: 'classic', ...messagebird }),
    make: messagebirdProvider,
    textIn: (body) => formIn(body).id,
  },
  bird: {
    credentials: ({ bird }) => ({ api: 'bird', ...bird }),
    make: messagebirdProvider,
    textIn: (body) => (jsonIn(body).type === 'sms.received' ? jsonIn(body).data.sms_id : undefined),
  },
}

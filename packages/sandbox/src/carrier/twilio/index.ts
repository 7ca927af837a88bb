import type { Wire } from '../wire.js'
import { twilioErrorBody } from './errors.js'
import { inboundWebhook } from './inbound.js'
import { optOutRules } from './opt-out.js'
import { readCall } from './routes.js'
import { newFile, newMessageSid } from './sids.js'
import { journeys, statusWebhook } from './statuses.js'

/** Twilio: Messages API of 2010-04-01, signed form webhooks. */
export const twilioWire: Wire = {
  name: 'twilio',
  answers: (path) => path.startsWith('/2010-04-01/'),
  call: readCall,
  wording: { rateLimit: () => ({ body: twilioErrorBody(20429), contentType: 'application/json' }) },
  newTextId: newMessageSid,
  newFile,
  journeys,
  mediaMissing: [{ status: 'failed', errorCode: 11200 }],
  statusWebhook,
  inboundWebhook,
  optOut: { ...optOutRules, isUsual: true },
}

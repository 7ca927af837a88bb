import type { Wire } from '../wire.js'
import { problemBody, refusals } from './errors.js'
import { newFile, newUuid } from './ids.js'
import { inboundWebhook } from './inbound.js'
import { optOutRules } from './opt-out.js'
import { readCall } from './routes.js'
import { journeys, statusWebhook } from './statuses.js'

/** Vonage: Messages API version 1, signed JSON webhooks. */
export const vonageWire: Wire = {
  name: 'vonage',
  answers: (path) => path === '/v1/messages' || path.startsWith('/v3/media/'),
  call: readCall,
  wording: {
    rateLimit: () => ({ body: problemBody(refusals.throttled), contentType: 'application/problem+json' }),
  },
  newTextId: newUuid,
  newFile,
  journeys,
  mediaMissing: [{ status: 'failed', errorCode: 1330 }],
  statusWebhook,
  inboundWebhook,
  optOut: { ...optOutRules, isUsual: false },
}

import { optOutRules } from '../messagebird/opt-out.js'
import { newDigits } from '../state.js'
import type { Wire } from '../wire.js'
import { newMessageId } from './ids.js'
import { readCall } from './routes.js'
import { journeys } from './statuses.js'
import { inboundWebhook, statusWebhook } from './webhooks.js'

/** Bird's API: JSON calls with idempotency keys, events as JSON, signed by Standard Webhooks. No pictures go out. */
export const birdWire: Wire = {
  name: 'bird',
  answers: (path) => path.startsWith('/v1/sms/'),
  call: readCall,
  wording: {
    rateLimit: () => ({ body: JSON.stringify({ type: 'rate_limit_error' }), contentType: 'application/json' }),
  },
  newTextId: newMessageId,
  newFile(state) {
    const id = newDigits(state)
    return { id, path: `/media/${id}` }
  },
  journeys,
  mediaMissing: [],
  statusWebhook,
  inboundWebhook,
  optOut: { ...optOutRules, isUsual: true },
}

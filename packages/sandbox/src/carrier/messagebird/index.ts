import { newDigits } from '../state.js'
import type { Wire } from '../wire.js'
import { optOutRules } from './opt-out.js'
import { readCall } from './routes.js'
import { journeys } from './statuses.js'
import { inboundWebhook, statusWebhook } from './webhooks.js'

/** MessageBird's REST API: JSON calls, status reports by GET, inbound texts as forms, signed by a token. */
export const messagebirdWire: Wire = {
  name: 'messagebird',
  // Its paths, such as `/messages`, could be anybody's.
  answers: () => false,
  call: readCall,
  wording: { rateLimit: () => ({ body: JSON.stringify({ errors: [] }), contentType: 'application/json' }) },
  newTextId: newDigits,
  newFile(state) {
    const id = newDigits(state)
    return { id, path: `/media/${id}` }
  },
  journeys,
  mediaMissing: [{ status: 'undelivered', errorCode: 1 }],
  statusWebhook,
  inboundWebhook,
  optOut: { ...optOutRules, isUsual: true },
}

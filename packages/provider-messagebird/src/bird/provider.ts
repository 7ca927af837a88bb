import type { SmsProvider } from '@threadline/core'
import { mostSegments, type BirdSettings } from '../options.js'
import { birdCall, loadSdk } from './client.js'
import { checkText, findText } from './find.js'
import { listInbound } from './inbound-list.js'
import { sendText } from './send.js'
import { receiveWebhook } from './webhook.js'

/** MessageBird over `platform.bird.com`. */
export function birdProvider(settings: BirdSettings): SmsProvider {
  const call = birdCall(settings)

  return {
    receive: (request) => receiveWebhook(settings, request),
    send: (text) => sendText(settings, call, text),
    prepare: async () => void (await loadSdk()),
    find: (text, startedAt) => findText(settings, call, text, startedAt),
    check: (externalId) => checkText(call, externalId),
    listInbound: (to, since) => listInbound(call, to, since),
    capabilities: {
      maxTextLength: settings.maxTextLength,
      maxSegments: mostSegments.bird,
      segmentRate: settings.segmentRate,
      sendsOptOutReplies: settings.sendsOptOutReplies,
    },
  }
}

import type { Logger } from '@threadline/core'
import { isObject, type JsonObject } from './json.js'
import { requestOf, type SocketEnvelope } from './socket-request.js'

/** What {@link acknowledge} needs. */
export interface DeliverySettings {
  readonly url: string
  readonly signingSecret: string
  readonly now: () => Date
  readonly deliver: (request: Request) => Promise<Response>
  readonly logger?: Logger | undefined
}

/** Delivers one envelope, and acknowledges it only when it was taken. Never throws. */
export async function acknowledge(settings: DeliverySettings, received: unknown): Promise<void> {
  const { logger } = settings
  try {
    const { envelope, acknowledgeWith } = parseReceived(received)
    const response = await settings.deliver(requestOf(envelope, { ...settings, now: settings.now() }))
    const answer = await answerOf(response)
    if (response.ok) await acknowledgeWith(answer)
    else
      logger?.warn(
        { type: envelope.type, status: response.status },
        'A delivery of Slack was not taken and comes again.',
      )
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error
    logger?.warn({ error: name }, 'A delivery of Slack could not be acknowledged and comes again.')
  }
}

async function answerOf(response: Response): Promise<JsonObject | undefined> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const body = await response.text()
  const answer: unknown = isJson && body !== '' ? JSON.parse(body) : undefined
  return isObject(answer) ? answer : undefined
}

interface ReceivedEnvelope {
  readonly envelope: SocketEnvelope
  readonly acknowledgeWith: (answer: JsonObject | undefined) => Promise<void>
}

function parseReceived(received: unknown): ReceivedEnvelope {
  if (!isObject(received) || !isObject(received.body)) throw new TypeError('Slack sent an envelope without a body.')
  const { ack, type, body, retry_num: retryNumber, retry_reason: retryReason } = received
  return {
    envelope: {
      type: String(type),
      body,
      ...(typeof retryNumber === 'number' ? { retryNumber } : {}),
      ...(typeof retryReason === 'string' ? { retryReason } : {}),
    },
    async acknowledgeWith(answer) {
      if (typeof ack === 'function') await ack(answer)
    },
  }
}

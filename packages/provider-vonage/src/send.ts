import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import type { Client } from './client.js'
import { outcomeOfError } from '@threadline/core/http'
import { vonageMessage } from './message.js'

/** Sends one text, once. */
export async function sendText(
  client: () => Promise<Client>,
  text: OutboundText,
): Promise<Outcome<AcceptedText, TextFailureCategory>> {
  let api: Client
  try {
    api = await client()
  } catch {
    return sdkMissing
  }

  try {
    const { messageUUID: externalId } = await api.send(vonageMessage(text))
    return isId(externalId) ? { type: 'done', value: { externalId, ...accepted } } : withoutId
  } catch (error) {
    return outcomeOfError(error)
  }
}

/** Whether a value can be one of Vonage's ids of a message. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(value)
}

/** Vonage answers with an id and no status; 202 is "accepted". */
const accepted = { status: 'queued', rawStatus: 'accepted' } as const

const sdkMissing = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 60_000,
  failure: { category: 'other', detail: 'The Vonage SDK could not be loaded.' },
} as const

const withoutId = {
  type: 'unknown',
  failure: { category: 'other', detail: 'Vonage said yes without giving the message an id.' },
} as const

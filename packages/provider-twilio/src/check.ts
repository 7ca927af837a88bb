import type { AcceptedText, Outcome, TextFailureCategory } from '@threadline/core'
import type { Messages } from './client.js'
import { outcomeOfError, VendorCallError } from '@threadline/core/http'
import { acceptedText } from './status-map.js'

/**
 * Asks Twilio how far a text has come. *refused* for good when it does not know the text; a call that did not go well
 * says nothing about the text either way.
 */
export async function checkText(
  messages: () => Promise<Messages>,
  externalId: string,
): Promise<Outcome<AcceptedText, TextFailureCategory>> {
  try {
    const api = await messages()
    const message = await api(externalId).fetch()
    return message.sid === externalId ? { type: 'done', value: acceptedText(message) } : otherText
  } catch (error) {
    return isNotFound(error) ? notFound : outcomeOfError(error)
  }
}

/** A 404 with a code of Twilio's own: whatever stands in front of the API has none. */
function isNotFound(error: unknown): boolean {
  if (!(error instanceof VendorCallError) || error.failure.type !== 'answer') return false
  return error.failure.status === 404 && error.failure.verdict?.failure.code === '20404'
}

const notFound = {
  type: 'refused',
  retryable: false,
  failure: { category: 'other', code: '20404', detail: 'Twilio does not know this text.' },
} as const

const otherText = {
  type: 'unknown',
  failure: { category: 'other', detail: 'Twilio answered with another text.' },
} as const

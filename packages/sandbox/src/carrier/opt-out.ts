import type { CarrierState } from './state.js'

/**
 * Twilio's words for long codes: the whole text must be the word.
 *
 * @see https://help.twilio.com/articles/223134027
 */
const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])
const startWords = new Set(['START', 'YES', 'UNSTOP'])
const helpWords = new Set(['HELP', 'INFO'])

const stopReply =
  'You have successfully been unsubscribed. You will not receive any more messages from this number. ' +
  'Reply START to resubscribe.'
const startReply =
  'You have successfully been re-subscribed to messages from this number. Reply HELP for help. ' +
  'Reply STOP to unsubscribe. Msg&Data Rates May Apply.'
const helpReply = 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.'

/** Blocks or reopens as the text asks. Returns what the carrier itself texts back, if anything. */
export function applyOptOut(state: CarrierState, pair: { sender: string; recipient: string }, body: string) {
  const word = body.trim().toUpperCase()
  const key = blockKey(pair.sender, pair.recipient)
  const isBlocked = state.blocked.has(key)
  if (stopWords.has(word)) {
    state.blocked.add(key)
    return isBlocked ? undefined : stopReply
  }
  if (startWords.has(word)) {
    state.blocked.delete(key)
    return isBlocked ? startReply : undefined
  }
  return helpWords.has(word) ? helpReply : undefined
}

/** Whether the recipient told this sender to stop. */
export function isBlocked(state: CarrierState, sender: string, recipient: string): boolean {
  return state.blocked.has(blockKey(sender, recipient))
}

function blockKey(sender: string, recipient: string): string {
  return `${sender} ${recipient}`
}

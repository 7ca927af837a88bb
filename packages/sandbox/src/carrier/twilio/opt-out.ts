import type { OptOutRules } from '../opt-out.js'

/**
 * Twilio's words for long codes: the whole text must be the word.
 *
 * @see https://help.twilio.com/articles/223134027
 */
export const optOutRules: OptOutRules = {
  stopWords: new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']),
  startWords: new Set(['START', 'YES', 'UNSTOP']),
  helpWords: new Set(['HELP', 'INFO']),
  stopReply:
    'You have successfully been unsubscribed. You will not receive any more messages from this number. ' +
    'Reply START to resubscribe.',
  startReply:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. ' +
    'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  helpReply: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}

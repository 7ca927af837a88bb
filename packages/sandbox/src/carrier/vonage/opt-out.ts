import type { OptOutRules } from '../opt-out.js'

/** Vonage's Opt-Out Assist, for those who asked for it; words of US short codes. */
export const optOutRules: OptOutRules = {
  stopWords: new Set(['STOP', 'END', 'QUIT', 'CANCEL', 'UNSUBSCRIBE']),
  startWords: new Set(['START', 'UNSTOP']),
  helpWords: new Set(['HELP']),
  stopReply: 'You are unsubscribed and will get no more messages from us. Reply START to subscribe again.',
  startReply: 'You are subscribed again. Reply STOP to end.',
  helpReply: 'Reply STOP to end. Message and data rates may apply.',
}

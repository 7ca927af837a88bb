import type { OptOutRules } from '../opt-out.js'

/** MessageBird's words, and Bird's: the whole text must be the word. They have more, in other languages. */
export const optOutRules: OptOutRules = {
  stopWords: new Set(['STOP', 'STOPALL', 'END', 'QUIT', 'CANCEL', 'UNSUBSCRIBE', 'ARRET', 'PARAR']),
  startWords: new Set(['START', 'BEGIN', 'RESUME', 'REVERT', 'UNSTOP']),
  helpWords: new Set(['HELP', 'INFO', 'AIDE', 'AYUDA']),
  stopReply: 'You are opted out and will get no more texts from this number. Text START to get them again.',
  startReply: 'You are opted in again. Text STOP to opt out.',
  helpReply: 'Text STOP to opt out, START to opt in.',
}

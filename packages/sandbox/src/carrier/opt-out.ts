import type { CarrierState } from './state.js'

/** How a vendor answers opt-out words. The whole text must be the word; they are in capitals. */
export interface OptOutRules {
  readonly stopWords: ReadonlySet<string>
  readonly startWords: ReadonlySet<string>
  readonly helpWords: ReadonlySet<string>
  readonly stopReply: string
  readonly startReply: string
  readonly helpReply: string
}

/** Blocks or reopens as the text asks. Returns what the carrier itself texts back, if anything. */
export function applyOptOut(
  state: CarrierState,
  rules: OptOutRules,
  pair: { sender: string; recipient: string },
  body: string,
): string | undefined {
  const word = body.trim().toUpperCase()
  const key = blockKey(pair.sender, pair.recipient)
  const isBlocked = state.blocked.has(key)
  if (rules.stopWords.has(word)) {
    state.blocked.add(key)
    return isBlocked ? undefined : rules.stopReply
  }
  if (rules.startWords.has(word)) {
    state.blocked.delete(key)
    return isBlocked ? rules.startReply : undefined
  }
  return rules.helpWords.has(word) ? rules.helpReply : undefined
}

/** Whether the recipient told this sender to stop. */
export function isBlocked(state: CarrierState, sender: string, recipient: string): boolean {
  return state.blocked.has(blockKey(sender, recipient))
}

function blockKey(sender: string, recipient: string): string {
  return `${sender} ${recipient}`
}

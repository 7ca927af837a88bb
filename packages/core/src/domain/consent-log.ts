import type { ConsentEvidence, ConsentState } from './contact.js'

/**
 * Whether a contact who is opted out is so by their own words or by word of the provider: then nobody but they can open
 * the line again. Their own are also those that a person had to confirm.
 *
 * @param log - all evidence of the contact, oldest first
 */
export function isClosedByContact(log: readonly ConsentEvidence[]): boolean {
  let state: ConsentState = 'open'
  let isTheirs = false
  for (const { actor, change, matcher } of log) {
    if (change === 'help') continue
    if (change === 'opted-out') isTheirs ||= actor === 'contact' || matcher === 'provider' || state === 'held'
    if (change === 'opted-in' || change === 'released') isTheirs = false
    state = stateAfter(change)
  }
  return isTheirs
}

function stateAfter(change: Exclude<ConsentEvidence['change'], 'help'>): ConsentState {
  if (change === 'held') return 'held'
  return change === 'opted-out' ? 'opted-out' : 'open'
}

/** Since when a contact has been opted out, if they are. */
export function optedOutSince(log: readonly ConsentEvidence[]): Date | undefined {
  let since: Date | undefined
  for (const { at, change } of log) {
    if (change === 'opted-out') since ??= at
    if (change === 'opted-in' || change === 'released') since = undefined
  }
  return since
}

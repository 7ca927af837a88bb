import type { BrokenRule } from './sending-rules.js'

/** Why a text is not queued, and the sentence for the person. */
export interface Refusal {
  readonly type: 'refused'
  readonly reason: RefusalReason
  readonly sentence: string
}

export type RefusalReason =
  | 'empty'
  | 'variables'
  | 'too-long'
  | 'file'
  | 'opted-out'
  | 'held'
  | 'erased'
  | 'blocked'
  | 'no-line'
  | 'time'
  | 'country'
  | BrokenRule['reason']

export const refuse = (reason: RefusalReason, because: string): Refusal => ({
  type: 'refused',
  reason,
  sentence: `Not sent: ${because}`,
})

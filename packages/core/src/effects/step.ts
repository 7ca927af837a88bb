import type { Failure } from '../domain/failure.js'
import type { Effect, EffectTarget, OutboxEntry } from '../domain/effect.js'
import type { Message } from '../domain/message.js'
import type { ChatAdapter } from '../ports/chat-adapter.js'
import type { Outcome, Refused } from '../ports/outcome.js'
import type { SmsProvider } from '../ports/sms-provider.js'
import type { Flow } from '../flows/flow.js'
import type { StepLimit } from './permit.js'

/** What hands reach out with. */
export interface Outside {
  readonly chat: ChatAdapter
  readonly providers: Readonly<Record<string, SmsProvider>>
  /** Absolute URL of a provider's webhooks. */
  readonly webhookUrl: (provider: string) => string
  /** Milliseconds after which a text that could not be sent is given up instead of arriving absurdly late. */
  readonly textDeadlineMs: number
  /** Milliseconds after which a call that has not ended is given up as unknown. */
  readonly callTimeoutMs: number
  /** Milliseconds to wait for news of a text of unknown outcome before looking it up. */
  readonly settleAfterMs: number
}

/**
 * One call to the outside, ready to be made: prepared in a transaction, called outside of any, recorded in another.
 */
export interface Step {
  call(): Promise<StepOutcome>
  /** What the call takes from a limit; it waits until it may go. */
  readonly limit?: StepLimit
  /** Records that the call is about to be made, in the transaction that starts the effect. */
  started?(flow: Flow): Promise<void>
  /**
   * What becomes of a call whose outcome is unknown. `repeat`: twice is as good as once. `forget`: rather lost than
   * twice. `read-back`: `readBack` finds out. `hand-over`: `unknown` records it, and it is never made again.
   */
  readonly whenUnknown: 'repeat' | 'forget' | 'read-back' | 'hand-over'
  readBack?(startedAt: Date): Promise<StepOutcome>
  /** Refused for good: records it, and says what becomes of the entry. Without it the entry is kept as dead. */
  refused?(flow: Flow, failure: Failure): Promise<AfterRefusal>
  /** Refused, for now or for good: what is done instead, at once, in the same place of the lane. */
  divert?(flow: Flow, refused: Refused): Promise<Effect | undefined>
  unknown?(flow: Flow): Promise<void>
  /** After this a refusal is for good, however retryable. */
  readonly giveUpAt?: Date
  /** Whether a refusal is for good, however retryable. */
  isFinal?(failure: Failure): boolean
  /** Where it posts. */
  readonly target?: EffectTarget
  /** What it says is no longer true: only found out whether it is there, and never made again. */
  readonly isObsolete?: boolean
}

/** When a text that could not be sent is given up instead of arriving absurdly late. */
export function textDeadline({ createdAt }: Message, { textDeadlineMs }: Outside): Date {
  return new Date(createdAt.getTime() + textDeadlineMs)
}

const giveUpAfterMs = 60 * 60_000

/** For what only adorns (a mark, a card, a word to one member, the dashboard): after an hour nobody waits for it. */
export function untilGivenUp(entry: OutboxEntry): Pick<Step, 'giveUpAt' | 'refused'> {
  return { giveUpAt: new Date(entry.createdAt.getTime() + giveUpAfterMs), refused: async () => 'drop' }
}

/** `drop`: it is dealt with. `again`: the reason is mended. `dead`: kept for a person to see. */
export type AfterRefusal = 'drop' | 'again' | 'dead'

/** The outcome of a step's call; what is done carries how to record it. */
export type StepOutcome = Outcome<(flow: Flow) => Promise<void>>

/** An effect that has been recorded as started, so that a crash from here on is seen as an unknown outcome. */
export interface Turn {
  readonly type: 'perform'
  readonly entry: OutboxEntry
  readonly step: Step
  /** An earlier call of this entry ended in the dark. */
  readonly isUnsettled: boolean
}

/** Prepares an effect: reads the state as it is now. `undefined` when there is nothing left to do. */
export type Prepare<Type extends Effect['type']> = (
  flow: Flow,
  effect: Extract<Effect, { type: Type }>,
  outside: Outside,
  entry: OutboxEntry,
) => Promise<Step | undefined>

/** What must stand in a thread waits until the thread is there: nothing that anybody has to look at. */
export const rootNotRecorded: StepOutcome = {
  type: 'refused',
  retryable: true,
  failure: { category: 'rate-limited', code: 'root-not-recorded' },
}

/** Attaches to a call what is to be recorded once it is done. */
export async function thenRecord<Value>(
  outcome: Promise<Outcome<Value>>,
  record: (flow: Flow, value: Value) => Promise<void>,
): Promise<StepOutcome> {
  const settled = await outcome
  if (settled.type !== 'done') return settled
  return { type: 'done', value: (flow) => record(flow, settled.value) }
}

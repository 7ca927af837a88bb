import type { Clock } from '@threadline/core'
import type { Carrier } from '../carrier/index.js'
import type { DeskProcess, DeskStep } from '../desk-process.js'
import type { Fault, Faults } from '../faults.js'
import type { SlackWorkspace } from '../slack/index.js'
import type { WebhookSender } from '../webhook-sender.js'
import type { Fields } from './fields.js'
import type { TroubleName } from './trouble-list.js'

/** Keeps what the desk says it did. */
export interface DeskSteps {
  readonly steps: readonly DeskStep[]
  add(step: DeskStep): void
}

/** Which troubles there are now. */
export interface Troubles {
  readonly active: ReadonlySet<TroubleName>
  /** Begins one, or puts it right. Faults that were set by name, call by call, end with that. */
  set(name: TroubleName, isActive: boolean): void
  clear(): void
}

/** What can be done from outside. */
export interface Side {
  readonly faults: Faults
  readonly webhooks: WebhookSender
}

/** A call that a fault struck. */
export interface StruckCall {
  readonly call: string
  readonly type: Fault['type']
  readonly at: Date
  /** The trace that the caller said it belongs to. */
  readonly traceId?: string
}

export interface StruckCalls {
  /** Oldest first. */
  readonly calls: readonly StruckCall[]
  add(call: StruckCall): void
  /** Told of every one. Returns what ends it. */
  onStrike(listener: () => void): () => void
}

export interface Controlled {
  readonly slack: SlackWorkspace
  readonly carrier: Carrier
  readonly sides: Readonly<Record<'slack' | 'carrier', Side>>
  readonly clock: Clock
  /** Slack's calls that a fault struck. */
  readonly struck: StruckCalls
  /** Begins a scene. */
  readonly play: (name: string) => void
  /** The desk's process, once it is attached. */
  readonly desk: () => DeskProcess | undefined
  readonly steps: DeskSteps
  readonly troubles: Troubles
  /** Has pages look again. */
  readonly changed: () => void
}

/** Does one thing. What it returns is added to `{"ok":true}`; what it throws becomes `{"ok":false,"error":…}`. */
export type Action = (controlled: Controlled, fields: Fields) => Promise<object> | object

import type { Failure } from '../domain/failure.js'

/** It happened. */
export interface Done<Value> {
  readonly type: 'done'
  readonly value: Value
}

/** It definitely did not happen. */
export interface Refused<Category extends string = string> {
  readonly type: 'refused'
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** Milliseconds to wait first, where the other side said so. */
  readonly retryAfterMs?: number
  readonly failure: Failure<Category>
}

/** Nobody knows: a timeout, a reset, a 5xx, an unreadable answer. Never repeated blindly. */
export interface Unknown<Category extends string = string> {
  readonly type: 'unknown'
  readonly failure: Failure<Category>
}

/** The three ways a call to the outside can end. Adapters and providers return it; they do not throw for these. */
export type Outcome<Value, Category extends string = string> = Done<Value> | Refused<Category> | Unknown<Category>

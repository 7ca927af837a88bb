import type { StruckCall, StruckCalls } from './controlled.js'

/** Makes an empty list of calls that a fault struck. */
export function createStruckCalls(): StruckCalls {
  const calls: StruckCall[] = []
  const listeners = new Set<() => void>()
  return {
    calls,
    add(call) {
      calls.push(call)
      for (const listener of listeners) listener()
    },
    onStrike(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

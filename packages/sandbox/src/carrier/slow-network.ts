import type { CarrierState, PhoneRecord } from './state.js'

/** How long a text takes to or from a phone on a slow network, in milliseconds. */
const slowNetworkMs = 8_000

/** How much longer than usual a text takes to or from a phone, in milliseconds. */
export const networkDelayMs = ({ kind }: PhoneRecord): number => (kind === 'slow' ? slowNetworkMs : 0)

/** Does something after so many milliseconds on the clock; at once for none. */
export function later(state: CarrierState, delayMs: number, work: () => void): void {
  if (delayMs <= 0) return work()
  const cancel = state.clock.setTimer(new Date(state.clock.now().getTime() + delayMs), () => {
    state.timers.delete(cancel)
    work()
  })
  state.timers.add(cancel)
}

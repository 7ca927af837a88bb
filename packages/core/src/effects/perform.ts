import { errorName } from '../domain/error-name.js'
import type { Clock } from '../ports/clock.js'
import type { Leases } from './leases.js'
import type { StepOutcome, Turn } from './step.js'

export interface PerformSettings {
  readonly clock: Clock
  readonly callTimeoutMs: number
  readonly leases: Leases
}

/** Makes the call. One that does not end is as good as one whose answer was lost. */
export async function perform(turn: Turn, settings: PerformSettings): Promise<StepOutcome> {
  const { callTimeoutMs, clock, leases } = settings
  let cancel = (): void => undefined
  const timeout = new Promise<StepOutcome>((resolve) => {
    const at = new Date(clock.now().getTime() + callTimeoutMs)
    cancel = clock.setTimer(at, () => resolve(unknown('timeout')))
  })
  try {
    return await Promise.race([call(turn, leases.until(turn.entry), clock.now()), timeout])
  } catch (error) {
    // What was thrown may carry credentials or a customer's text, so only its kind is kept.
    return unknown('threw', errorName(error))
  } finally {
    cancel()
  }
}

async function call({ entry, isUnsettled, step }: Turn, leaseUntil: Date | undefined, now: Date): Promise<StepOutcome> {
  if (isUnsettled && step.whenUnknown !== 'repeat') {
    return step.readBack && entry.startedAt ? step.readBack(entry.startedAt) : unknown('interrupted')
  }
  // Whoever slept through the lease must not act: another process may have taken over.
  if (leaseUntil && now >= leaseUntil) return leaseLost
  return step.call()
}

const unknown = (code: string, detail?: string): StepOutcome => ({
  type: 'unknown',
  failure: { category: 'other', code, detail },
})

/** Nothing that anybody has to look at: it is only later than it was meant to be. */
const leaseLost: StepOutcome = {
  type: 'refused',
  retryable: true,
  failure: { category: 'rate-limited', code: 'lease-lost' },
}

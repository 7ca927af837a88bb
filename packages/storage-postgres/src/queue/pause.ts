import { setTimeout as delay } from 'node:timers/promises'

/** Waits `ms` milliseconds, or until `signal` is aborted. Does not keep a process alive. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
}

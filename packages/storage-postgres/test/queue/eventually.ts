import { expect } from 'vitest'

/** Looks again and again until it is so: what is looked at is done by others, in real time. */
export function eventually<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look, { interval: 50, timeout: 30_000 })
}

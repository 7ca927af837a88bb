import { expect } from 'vitest'

/** Looks again and again until it is so: what is looked at is done by others, in real time. */
export const eventually = <Value>(look: () => Value | Promise<Value>) =>
  expect.poll(look, { interval: 50, timeout: 20_000 })

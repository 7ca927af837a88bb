import assert from 'node:assert/strict'
import { inspect } from 'node:util'

/** Everything a careless logger could write of a value: hidden fields, getters, causes and stacks included. */
function everythingIn(value: unknown): string {
  const shown = inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity })
  const stack = value instanceof Error ? value.stack : ''
  return [shown, json(value), String(value), stack].join('\n')
}

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

/** @throws AssertionError when one of the forbidden words is anywhere in a value. The word itself is not repeated. */
export function assertHoldsNone(value: unknown, forbidden: Readonly<Record<string, readonly string[]>>): void {
  const everything = everythingIn(value)
  for (const [what, words] of Object.entries(forbidden)) {
    const isThere = words.some((word) => everything.includes(word))
    assert.ok(!isThere, `${what} must not be in what leaves the provider`)
  }
}

import { findOrMakeContact } from '../find-or-make-contact.js'
import type { Flow } from '../flow.js'

/** Ids of the contacts with these numbers, in the order of the numbers; contacts are made of those that are new. */
export async function contactsOfNumbers(flow: Flow, numbers: readonly string[]): Promise<readonly string[]> {
  const ids = new Map<string, string>()
  // In one order, so that two lists at once never wait for each other.
  for (const number of [...new Set(numbers)].sort()) ids.set(number, (await findOrMakeContact(flow, number)).id)
  return numbers.flatMap((number) => ids.get(number) ?? [])
}

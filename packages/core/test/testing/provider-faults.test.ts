import { describe, expect, it } from 'vitest'
import { smsProviderSuite, type SmsProviderDescriptor } from '@threadline/core/testing'
import { openBench } from '../../src/testing/provider/bench.js'
import { providerCasesOf } from '../../src/testing/provider-suite.js'
import { plantedDescriptor } from './planted-descriptor.js'
import type { ProviderFault } from './provider-fault.js'

const faults: Readonly<Record<ProviderFault, string>> = {
  'sends a text again whose answer was lost': 'a connection that breaks is unknown, and not repeated',
  'takes a server error for a no': 'a server error without words is unknown, and not repeated',
  'takes every 2xx for a yes': 'a yes without an id is unknown, and not repeated',
  'waits for ever': 'an answer that never comes is unknown, and not repeated',
  'throws when the connection breaks': 'a connection that breaks is unknown, and not repeated',
  'takes “slow down” for a no': 'slowed down, a text is refused and may be tried again',
  'makes up a time to wait': 'slowed down, a text is refused and may be tried again',
  'does not listen how long to wait': 'slowed down with a time, it says how long to wait',
  'sends a text without our reference': 'our reference comes back with every word for a status, which becomes ours',
  'repeats what the vendor says': 'a definite no is refused, with the reason in our words and the vendor’s code',
  'shows its credentials in an outcome': 'a definite no is refused, with the reason in our words and the vendor’s code',
  'logs its calls': 'a text reaches the API once, with its words, sender and contact',
  'writes its calls to the error stream': 'a text reaches the API once, with its words, sender and contact',
  'cuts a long text': 'the longest text it takes is sent whole',
  'trims a text': 'a text reaches the API once, with its words, sender and contact',
  'forgets the pictures': 'pictures are sent along, and alone',
  'follows redirects': 'a redirect is not followed',
  'takes a bare 400 for a yes': 'a no that nobody can read is not done',
  'calls its API when it is made': 'making a provider calls nobody and says nothing',
  'is an open book': 'a provider that is logged tells none of its secrets',
  'believes the unsigned': 'an unsigned webhook is refused',
  'believes every signature': 'a webhook signed with somebody else’s secret is refused',
  'signs only the time': 'a webhook whose words were changed on the way is refused',
  'does not look at the date': 'an old webhook that is played again is refused',
  'knows one secret only': 'two secrets are good while they are rotated, and the old one is not afterwards',
  'believes the old secret for ever': 'two secrets are good while they are rotated, and the old one is not afterwards',
  'guesses what it does not know': 'a word for a status that nobody knows is taken, and nothing is guessed',
  'drops what comes late': 'receipts mean the same in every order, and before the send has ended',
  'forgets why a text failed': 'our reference comes back with every word for a status, which becomes ours',
  'makes numbers of short codes': 'a short code and a name stay as they are',
  'sees a webhook only once': 'a webhook that comes twice says the same thing twice, so that core can tell',
  'chokes on rubbish': 'rubbish at the door is refused in good order',
  'finds any text': 'another text to the same number is not taken for the lost one',
  'takes an outage for an empty list': 'a look-up that goes wrong cannot tell, and says nothing that it must not',
  'takes any state for the one it asked for': 'a state that belongs to another text is not taken for this one',
  'lists the newest first': 'missed texts are listed, oldest first, and only those since the time asked for',
  'lists everything': 'missed texts are listed, oldest first, and only those since the time asked for',
  'takes an outage for no missed texts': 'a list that cannot be had tells nothing: it is not an empty one',
  'fetches from anywhere': 'nothing is fetched from another host',
  'follows pictures to anywhere': 'a redirect to another host is not followed, and no credentials go there',
  'reads pictures of any size': 'a picture that is announced as too large is refused',
  'believes the announced size': 'a picture that turns out too large is refused',
  'takes any answer for a picture': 'a picture that cannot be had now is not done',
}

describe('the kit', () => {
  smsProviderSuite({ describe, it }, plantedDescriptor())
})

describe('the kit notices a provider that', () => {
  it.each(Object.entries(faults) as [ProviderFault, string][])('%s', async (fault, caughtBy) => {
    expect(await passes(plantedDescriptor(fault), caughtBy)).toBe(false)
  })

  it.each([
    ['loads its SDK when it is imported', { entry: new URL('fixtures/heavy-entry.ts', import.meta.url) }],
    ['loads it by way of another of its files', { entry: new URL('fixtures/far-entry.ts', import.meta.url) }],
  ])('%s', async (_, part) => {
    expect(await passes({ ...plantedDescriptor(), ...part }, 'importing the package loads no SDK')).toBe(false)
  })

  it.each([
    ['find', 'looks no text up: it has no list'],
    ['send-media', 'sends no pictures: it has no list'],
  ])('says it cannot %s, and can', async (ability, caughtBy) => {
    expect(await passes({ ...plantedDescriptor(), cannot: { [ability]: 'it has no list' } }, caughtBy)).toBe(false)
  })

  it('says nothing of what it cannot do', async () => {
    const { open, ...rest } = plantedDescriptor()
    const blind = { ...rest, open: (setup) => ({ ...open(setup), find: undefined }) } as SmsProviderDescriptor
    expect(await passes(blind, 'a text that the list does not hold did not go out')).toBe(false)
  })
})

async function passes(descriptor: SmsProviderDescriptor, name: string): Promise<boolean> {
  const found = providerCasesOf(descriptor).find((candidate) => candidate.name === name)
  if (!found) throw new Error(`The kit has no case “${name}”.`)
  const { close, subject } = await openBench(descriptor)
  const hasPassed = await found.run(subject).then(
    () => true,
    () => false,
  )
  return close().then(
    () => hasPassed,
    () => false,
  )
}

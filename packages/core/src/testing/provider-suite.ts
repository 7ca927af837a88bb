import assert from 'node:assert/strict'
import { openBench, type Bench, type ProviderCase } from './provider/bench.js'
import type { ProviderAbility, SmsProviderDescriptor } from './provider/descriptor.js'
import { lookUpCases } from './provider/look-up-cases.js'
import { mediaCases } from './provider/media-cases.js'
import { quietCases } from './provider/quiet-cases.js'
import { sendCases } from './provider/send-cases.js'
import { webhookCases } from './provider/webhook-cases.js'
import { registerCases, type TestRunner } from './suite.js'

const everyCase: readonly ProviderCase[] = [...quietCases, ...sendCases, ...webhookCases, ...lookUpCases, ...mediaCases]

/**
 * The contract of {@link SmsProvider} as tests: make them the first line of a provider's own.
 *
 * The provider calls a server of the kit's on loopback, which answers as the descriptor says the vendor does, or as no
 * vendor should. What the provider cannot do is left out, under a test that carries the reason.
 *
 * @param runner - `describe` and `it` of the test runner in use
 * @param descriptor - how to make the provider, and its vendor's language
 */
export function smsProviderSuite(runner: TestRunner, descriptor: SmsProviderDescriptor): void {
  registerCases(runner, 'an SMS provider', providerCasesOf(descriptor), () => openBench(descriptor))
}

/** The cases that a provider has to pass. */
export function providerCasesOf({ cannot = {} }: SmsProviderDescriptor): readonly ProviderCase[] {
  const missing = Object.entries(cannot) as [ProviderAbility, string][]
  return [
    ...missing.map(([ability, reason]) => absence(ability, reason)),
    ...everyCase.filter(({ needs }) => needs === undefined || cannot[needs] === undefined),
  ]
}

const titles: Readonly<Record<ProviderAbility, string>> = {
  'send-media': 'sends no pictures',
  'receive-media': 'receives no pictures',
  'retry-after': 'is not told how long to wait',
  'dated-webhooks': 'cannot tell an old webhook',
  find: 'looks no text up',
  check: 'asks for no state',
  'fetch-media': 'fetches no pictures',
  'list-inbound': 'lists no missed texts',
}

/** What it says it cannot do it must not pretend to do either. */
function absence(ability: ProviderAbility, reason: string): ProviderCase {
  return {
    name: `${titles[ability]}: ${reason}`,
    async run({ provider }: Bench) {
      assert.notEqual(reason.trim(), '', 'a reason is missing')
      if (ability === 'send-media') assert.equal(provider.capabilities.media, undefined)
      if (isMethod(ability)) assert.equal(provider[methodOf[ability]], undefined)
    },
  }
}

const methodOf = {
  find: 'find',
  check: 'check',
  'fetch-media': 'fetchMedia',
  'list-inbound': 'listInbound',
} as const

const isMethod = (ability: ProviderAbility): ability is keyof typeof methodOf => ability in methodOf

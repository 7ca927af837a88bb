import { describe, expect, test } from 'vitest'
import type { TextFailureCategory } from '../../src/domain/failure.js'
import { adviceFor } from '../../src/domain/failure-advice.js'

const everyCategory: Readonly<Record<TextFailureCategory, true>> = {
  landline: true,
  unreachable: true,
  'unknown-number': true,
  'invalid-number': true,
  'opted-out': true,
  blocked: true,
  'sender-unregistered': true,
  'sender-invalid': true,
  'rate-limited': true,
  region: true,
  'fraud-suspected': true,
  'too-long': true,
  media: true,
  account: true,
  expired: true,
  'provider-down': true,
  other: true,
}
const categories = Object.keys(everyCategory) as TextFailureCategory[]

describe('people read why a text did not arrive and what to do', () => {
  test.each(categories)('%s', (category) => {
    const { reason, nextStep } = adviceFor(category)
    for (const sentence of [reason, nextStep]) {
      expect(sentence).toMatch(/^[A-Z][^<>*_`{}]{10,110}\.$/)
      expect(sentence).not.toMatch(/twilio|vonage|messagebird|telnyx|plivo|slack|10dlc|a2p|e\.164|\bAPI\b|\d{3}/i)
    }
  })

  test('every reason differs, so that a reader can tell failures apart', () => {
    expect(new Set(categories.map((category) => adviceFor(category).reason)).size).toBe(categories.length)
  })

  test.each([
    ['landline', /landline/, /call/i],
    ['unreachable', /off|signal/, /later/],
    ['opted-out', /no more texts/, /START/],
    ['blocked', /filtered/, /reword/i],
    ['sender-unregistered', /not registered/, /admin/],
    ['too-long', /too long/, /shorten/i],
    ['other', /not known/, /send it again|call/],
  ] as const)('%s names its cause and its remedy', (category, reason, nextStep) => {
    expect(adviceFor(category).reason).toMatch(reason)
    expect(adviceFor(category).nextStep).toMatch(nextStep)
  })
})

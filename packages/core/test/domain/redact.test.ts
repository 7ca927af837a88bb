import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactNumber } from '../../src/domain/redact.js'

describe('a log shows enough of an address to find it and too little to call it', () => {
  test.each([
    ['+14155550123', '+1••••••••23'],
    ['+447700900123', '+44••••••••23'],
    ['+493023125000', '+49••••••••00'],
    ['+80012345678', '+800••••••78'],
    ['+1 (415) 555-0123', '+1••••••••23'],
    ['4155550123', '••••••••23'],
    ['14155550123', '•••••••••23'],
    ['+999123456789', '••••••••••89'],
    ['whatsapp:+14155550123', '•••••••••23'],
    ['٤١٥٥٥٥٠١٢٣', '••••••••٢٣'],
    ['72345', '72345'],
    ['My Shop', 'My Shop'],
    ['A sender name far too long', 'A sender name fa'],
    ['', ''],
  ])('%s', (address, redacted) => {
    expect(redactNumber(address)).toBe(redacted)
  })
})

test('of a number, no more than its calling code and its last two digits remain', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[1-9][0-9]{6,30}$/), (address) => {
      expect(redactNumber(address)).toMatch(/^(?:\+\d{1,3})?•{2,16}\d\d$/)
    }),
  )
})

test('nothing throws and nothing gets long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (address) => {
      expect(redactNumber(address).length).toBeLessThanOrEqual(22)
    }),
  )
})

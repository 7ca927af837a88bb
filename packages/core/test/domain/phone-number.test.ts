import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import {
  countryOf,
  formatForPeople,
  isDialable,
  normalizeAddress,
  parsePhoneNumber,
} from '../../src/domain/phone-number.js'

describe('a number in any usual notation is read', () => {
  test.each([
    ['4155550123', 'US', '+14155550123'],
    ['(415) 555-0123', 'US', '+14155550123'],
    ['415.555.0123', 'US', '+14155550123'],
    ['415/555/0123', 'US', '+14155550123'],
    ['415 – 555 — 0123', 'US', '+14155550123'],
    ['415\u2011555\u22120123', 'US', '+14155550123'],
    ['1 415 555 0123', 'US', '+14155550123'],
    ['1-415-555-0123', 'US', '+14155550123'],
    ['+1 415.555.0123', 'US', '+14155550123'],
    ['+1 415.555.0123', 'DE', '+14155550123'],
    ['(+1) 415 555 0123', 'DE', '+14155550123'],
    ['tel:+1-415-555-0123', 'DE', '+14155550123'],
    ['TEL: 415 555 0123', 'US', '+14155550123'],
    ['４１５５５５０１２３', 'US', '+14155550123'],
    ['＋１（４１５）５５５－０１２３', 'DE', '+14155550123'],
    ['٤١٥٥٥٥٠١٢٣', 'US', '+14155550123'],
    ['۴۱۵۵۵۵۰۱۲۳', 'US', '+14155550123'],
    ['\u202a+1\u00a0415\u00a0555\u20110123\u202c', 'DE', '+14155550123'],
    ['\u200e+1 (415) 555\u200b-0123\ufeff', 'DE', '+14155550123'],
    ['415\u00a0555\u202f0123', 'US', '+14155550123'],
    ['  415 555 0123\t', 'US', '+14155550123'],
    ['"415 555 0123",', 'US', '+14155550123'],
    ['4155550123', 'us', '+14155550123'],
    ['0044 7700 900123', 'US', '+447700900123'],
    ['00 44 7700 900123', 'GB', '+447700900123'],
    ['00 44 7700 900123', 'KR', '+447700900123'],
    ['011 44 7700 900123', 'US', '+447700900123'],
    ['+44 (0)7700 900123', 'US', '+447700900123'],
    ['07700 900123', 'GB', '+447700900123'],
    ['030/23125 000', 'DE', '+493023125000'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['06 39 98 12 34', 'FR', '+33639981234'],
    ['8 912 345-67-89', 'RU', '+79123456789'],
    ['+1 555 123 4567', 'US', '+15551234567'],
  ])('%s in %s', (input, country, e164) => {
    expect(parsePhoneNumber(input, country)).toEqual({ type: 'ok', e164 })
  })
})

describe('what is no single dialable number is refused with a reason a person understands', () => {
  test.each([
    ['415 555 012', 'US', 'That number is too short for the US.'],
    ['415 555 01234', 'US', 'That number is too long for the US.'],
    ['5550123', 'US', 'That number is too short for the US.'],
    ['07700', 'GB', 'That number is too short for the UK.'],
    ['07700 90', 'GB', 'That is not a number in the UK. Start it with + and its country code if it is from elsewhere.'],
    ['01', 'DE', 'That number is too short for Germany.'],
    ['+1 415 555', 'DE', 'That number is too short for numbers with +1.'],
    ['+1 415 555 01234', 'DE', 'That number is too long for numbers with +1.'],
    ['+999 123 456 789', 'US', 'No country has that code. Check the digits after the +.'],
    [
      '06 12 34 56 78',
      'US',
      'That is not a number in the US. Start it with + and its country code if it is from elsewhere.',
    ],
    ['4155550123', 'XX', 'Start the number with + and its country code.'],
    ['4155550123', '', 'Start the number with + and its country code.'],
    ['415 555 0123 ext. 5', 'US', 'Write one number, without an extension.'],
    ['415-555-0123x5', 'US', 'Write one number, without an extension.'],
    ['+14155550123;ext=5', 'US', 'Write one number, without an extension.'],
    ['415 555 0123 #5', 'US', 'Write one number, without an extension.'],
    ['415 555 0123, 415 555 0124', 'US', 'Write one number, without an extension.'],
    ['1-800-FLOWERS', 'US', 'A phone number has no letters. Write it in digits.'],
    ['Jane 415 555 0123', 'US', 'A phone number has no letters. Write it in digits.'],
    ['whatsapp:+14155550123', 'US', 'Write the phone number alone, without what stands before it.'],
    ['Phone: 415 555 0123', 'US', 'Write the phone number alone, without what stands before it.'],
    ['4'.repeat(251), 'US', 'That is too long for a phone number.'],
    ['+1 415 +555 0123', 'US', 'That is not a phone number.'],
    ['415=555=0123', 'US', 'That is not a phone number.'],
    ['', 'US', 'That is not a phone number.'],
    ['+', 'US', 'That is not a phone number.'],
    ['Jane', 'US', 'That is not a phone number.'],
  ])('%s in %s', (input, country, reason) => {
    expect(parsePhoneNumber(input, country)).toEqual({ type: 'invalid', reason })
  })

  test('two numbers joined by a slash are too long to be one', () => {
    const reading = parsePhoneNumber('4155550123/4155550124', 'US')
    expect(reading).toEqual({ type: 'invalid', reason: 'That number is too long for the US.' })
  })
})

const exampleNumbers = getCountries().flatMap((country) => {
  const number = getExampleNumber(country, examples)
  return number === undefined ? [] : [{ country, number }]
})

test('in every country, the national and international notations of a number are that number', () => {
  const misread = exampleNumbers.flatMap(({ country, number }) =>
    [
      number.formatNational(),
      number.formatInternational(),
      number.getURI(),
      `00${number.number.slice(1)}`,
      `(+${number.countryCallingCode}) ${number.nationalNumber.split('').join('-')}`,
      formatForPeople(number.number),
    ]
      .map((notation) => ({ country, notation, reading: parsePhoneNumber(notation, country) }))
      .filter(({ reading }) => reading.type !== 'ok' || reading.e164 !== number.number),
  )
  expect(exampleNumbers.length).toBeGreaterThan(200)
  expect(misread).toEqual([])
})

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'+0123456789 ().-/x,;٣４\u202a') }),
)

test('nothing throws, and what is read is E.164 that reads as itself', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom('US', 'GB', 'DE', 'IT', 'KR', 'XX', ''), (input, country) => {
      const reading = parsePhoneNumber(input, country)
      if (reading.type === 'invalid') {
        expect(reading.reason).toMatch(/^[A-Z].*\.$/)
        return
      }
      expect(isDialable(reading.e164)).toBe(true)
      expect(parsePhoneNumber(reading.e164, 'US')).toEqual(reading)
    }),
    { numRuns: 2000 },
  )
})

describe('numbers are shown in international format and anything else unchanged', () => {
  test.each([
    ['+14155550123', '+1 415 555 0123'],
    ['+447700900123', '+44 7700 900123'],
    ['+15551234567', '+1 555 123 4567'],
    ['+999123456789', '+999123456789'],
    ['+1415', '+1415'],
    ['4155550123', '4155550123'],
    ['72345', '72345'],
    ['My Shop', 'My Shop'],
    ['', ''],
  ])('%s', (address, shown) => {
    expect(formatForPeople(address)).toBe(shown)
  })
})

test.each([
  ['+14155550123', true],
  ['+447700900123', true],
  ['+0123456789', false],
  ['+1234567890123456', false],
  ['14155550123', false],
  ['72345', false],
  ['+', false],
  ['My Shop', false],
  ['whatsapp:+14155550123', false],
  ['+14155550123\n', false],
])('isDialable(%j) is %s', (address, expected) => {
  expect(isDialable(address)).toBe(expected)
})

describe('an address from a provider is stored as one spelling and never guessed', () => {
  test.each([
    ['+14155550123', '+14155550123'],
    [' +14155550123 ', '+14155550123'],
    ['+1 (415) 555-0123', '+14155550123'],
    ['+15551234567', '+15551234567'],
    ['14155550123', '14155550123'],
    ['72345', '72345'],
    ['My Shop', 'My Shop'],
    ['AC-ME.1', 'AC-ME.1'],
    ['whatsapp:+14155550123', 'whatsapp:+14155550123'],
    ['', ''],
  ])('%j', (fromProvider, address) => {
    expect(normalizeAddress(fromProvider)).toBe(address)
  })
})

test.each([
  ['+14155550123', 'US'],
  ['+16135550123', 'CA'],
  ['+15551234567', 'US'],
  ['+447700900123', 'GB'],
  ['+493023125000', 'DE'],
  ['+80012345678', undefined],
  ['+999123456789', undefined],
  ['72345', undefined],
  ['My Shop', undefined],
])('countryOf(%j) is %s', (address, country) => {
  expect(countryOf(address)).toBe(country)
})

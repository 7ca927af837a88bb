import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import { formatForPeople, isDialable } from '../../src/domain/phone-number.js'
import { parseSendCommand } from '../../src/domain/send-command.js'

const us = '+14155550123'

describe('a number and a text are told apart', () => {
  test.each([
    ['send 4155550123 Hello from support!', 'US', us, 'Hello from support!'],
    ['Send 4155550123 Hello', 'US', us, 'Hello'],
    ['SEND 4155550123 Hello', 'US', us, 'Hello'],
    ['  send  4155550123   Hello', 'US', us, 'Hello'],
    ['send 415 555 0123 Hello', 'US', us, 'Hello'],
    ['send 415-555-0123 Hello', 'US', us, 'Hello'],
    ['send 415.555.0123 Hello', 'US', us, 'Hello'],
    ['send (415) 555-0123 Hello', 'US', us, 'Hello'],
    ['send (415)555-0123 Hello', 'US', us, 'Hello'],
    ['send 1 415 555 0123 Hello', 'US', us, 'Hello'],
    ['send +1 415 555 0123 Hello', 'DE', us, 'Hello'],
    ['send +1 (415) 555‑0123 Hello', 'DE', us, 'Hello'],
    ['send (+1) 415 555 0123 Hello', 'DE', us, 'Hello'],
    ['send tel:+1-415-555-0123 Hello', 'DE', us, 'Hello'],
    ['send 4155550123. Hello', 'US', us, 'Hello'],
    ['send\u00a0415\u00a0555\u00a00123\u00a0Hello', 'US', us, 'Hello'],
    ['send \u202a+1 415 555 0123\u202c Hello', 'DE', us, 'Hello'],
    ['send ４１５５５５０１２３ Hello', 'US', us, 'Hello'],
    ['send 0044 7700 900123 Hello', 'US', '+447700900123', 'Hello'],
    ['send 07700 900123 Hello', 'GB', '+447700900123', 'Hello'],
    ['send 0151 23456789 Hallo', 'DE', '+4915123456789', 'Hallo'],
    ['send 151 23456789 Hallo', 'DE', '+4915123456789', 'Hallo'],
    ['send +49 1512 3456789 Hallo', 'US', '+4915123456789', 'Hallo'],
    ['send 06 39 98 12 34 Bonjour', 'FR', '+33639981234', 'Bonjour'],
    ['send 4155550123 “Hello”, she said', 'US', us, '“Hello”, she said'],
    ['send 4155550123 - Hello', 'US', us, '- Hello'],
    ['send 4155550123 (Jane) Hello', 'US', us, '(Jane) Hello'],
    ['send 4155550123 :party: Hello', 'US', us, ':party: Hello'],
    ['send 4155550123 Note: bring 2', 'US', us, 'Note: bring 2'],
    ['send 4155550123 👋', 'US', us, '👋'],
  ])('%s in %s', (message, country, e164, text) => {
    expect(parseSendCommand(message, country)).toEqual({ type: 'to-number', e164, text })
  })
})

describe('digits at the start of a text stay in the text when they cannot be part of the number', () => {
  test.each([
    ['send 4155550123 2 tickets left', 'US', us, '2 tickets left'],
    ['send +1 415 555 0123 15 minutes', 'US', us, '15 minutes'],
    ['send 415 555 0123 15 minutes', 'US', us, '15 minutes'],
    ['send 4155550123 10:30 works', 'US', us, '10:30 works'],
    ['send 4155550123 10-12 works', 'US', us, '10-12 works'],
    ['send 4155550123 12/24 works', 'US', us, '12/24 works'],
    ['send 4155550123 2nd floor', 'US', us, '2nd floor'],
    ['send 4155550123 (2 people) are here', 'US', us, '(2 people) are here'],
    ['send 4155550123 - 2 are left', 'US', us, '- 2 are left'],
    ['send 4155550123 2026-11-05 is free', 'US', us, '2026-11-05 is free'],
    ['send 4155550123 123456', 'US', us, '123456'],
    ['send 020 7946 0958 2 tickets', 'GB', '+442079460958', '2 tickets'],
    ['send +33 6 39 98 12 34 15 minutes', 'FR', '+33639981234', '15 minutes'],
  ])('%s in %s', (message, country, e164, text) => {
    expect(parseSendCommand(message, country)).toEqual({ type: 'to-number', e164, text })
  })
})

describe('a colon or a line break decides', () => {
  test.each([
    ['send 415 555 0123: Hello', 'US', us, 'Hello'],
    ['send 4155550123:Hello', 'US', us, 'Hello'],
    ['send 4155550123:2 tickets left', 'US', us, '2 tickets left'],
    ['send 415 555 0123 : Hello', 'US', us, 'Hello'],
    ['send 4155550123： Hello', 'US', us, 'Hello'],
    ['send tel:+14155550123: Hello', 'DE', us, 'Hello'],
    ['send 4155550123: 10:30 works', 'US', us, '10:30 works'],
    ['send 4155550123: 4155550124 is his number', 'US', us, '4155550124 is his number'],
    ['send 030 123456: 12 Uhr passt', 'DE', '+4930123456', '12 Uhr passt'],
    ['send 030 123456 12: Uhr passt', 'DE', '+493012345612', 'Uhr passt'],
    ['send 030 123456\n12 Uhr passt', 'DE', '+4930123456', '12 Uhr passt'],
    ['send 30 123456: Hallo', 'DE', '+4930123456', 'Hallo'],
    ['send 4155550123\r\nHello', 'US', us, 'Hello'],
  ])('%j in %s', (message, country, e164, text) => {
    expect(parseSendCommand(message, country)).toEqual({ type: 'to-number', e164, text })
  })
})

test('a text keeps its line breaks and spacing', () => {
  const text = 'Dear Jane,\n\n  1. one\n  2. two\n\n\tBye  '
  expect(parseSendCommand(`send 4155550123 ${text}`, 'US')).toEqual({ type: 'to-number', e164: us, text })
  expect(parseSendCommand(`send 4155550123:\n\n${text}`, 'US')).toEqual({ type: 'to-number', e164: us, text })
  expect(parseSendCommand(`send Jane Doe: ${text}`, 'US')).toEqual({ type: 'to-name', name: 'Jane Doe', text })
})

describe('where the number ends in more than one place, nothing is sent', () => {
  test.each([
    ['send 030 123456 12 Uhr passt', 'DE'],
    ['send 030 123456 12', 'DE'],
    ['send 0151 23456789 12 Uhr passt', 'DE'],
    ['send +49 30 123456 12 Uhr passt', 'US'],
    ['send 030 123456 10:30 passt', 'DE'],
    ['send 030 123456 2ter Stock', 'DE'],
    ['send 030 12345 678, Hallo', 'DE'],
    ['send 0151 23456789 - 12 Uhr', 'DE'],
    ['send 415 555 012 3 tickets left', 'US'],
    ['send 415555012 3 tickets left', 'US'],
    ['send 4155550123 4155550124 Hello', 'US'],
    ['send 4155550123 and 4155550124 Hello', 'US'],
    ['send 4155550123 & (415) 555-0124: Hello', 'US'],
    ['send 48213377 to Bob', 'DE'],
    ['send 0123456 to Bob', 'DE'],
    ['send 7700 900123 Hello', 'GB'],
  ])('%s in %s', (message, country) => {
    const command = parseSendCommand(message, country)
    expect(command).toMatchObject({ type: 'problem', problem: 'ambiguous-number' })
    expect(command).toMatchObject({ sentence: expect.stringContaining('Put a colon right after the number') })
  })

  test('the sentence names both readings', () => {
    expect(parseSendCommand('send 030 123456 12 Uhr passt', 'DE')).toMatchObject({
      sentence:
        'Nothing was sent. The number could be “030 123456” or “030 123456 12”. ' +
        'Put a colon right after the number, like “send 415 555 0123: Hello”.',
    })
  })
})

describe('a number that cannot be one is a problem with its reason', () => {
  test.each([
    ['send 415555012 Hello', 'too short for the US'],
    ['send 415 555 012: Hello', 'too short for the US'],
    ['send 41555501234 Hello', 'too long for the US'],
    ['send 415 555 01234: Hello', 'too long for the US'],
    ['send 4155550123 2: Hello', 'too long for the US'],
    ['send 4155550123/4155550124 Hello', 'too long for the US'],
    ['send 415555012 12 tickets', 'too short for the US'],
    ['send 72345 Hello', 'too short for the US'],
    ['send 72345: Hello', 'too short for the US'],
    ['send +999 123 456 789 Hello', 'No country has that code'],
    ['send 0612345678 Hello', 'not a number in the US'],
    ['send 4155550123Hello', 'colon right after the number'],
    ['send 4155550123, Hello', 'colon right after the number'],
    ['send 4155550123; Hello', 'colon right after the number'],
    ['send 4155550123, 4155550124: Hello', 'colon right after the number'],
    ['send 415-555-0123x5 Hello', 'colon right after the number'],
    ['send 4155550123 ext 5 Hello', 'Extensions'],
    ['send 4155550123 ext. 5: Hello', 'Extensions'],
    ['send 4155550123 x5 Hello', 'Extensions'],
  ])('%s', (message, reason) => {
    expect(parseSendCommand(message, 'US')).toMatchObject({
      type: 'problem',
      problem: 'bad-number',
      sentence: expect.stringMatching(new RegExp(`^Nothing was sent\\. .*${reason}.*\\.$`)),
    })
  })
})

describe('a command without a text is a problem', () => {
  test.each([
    'send 4155550123',
    'send 4155550123:',
    'send +1 415 555 0123 : ',
    'send 415 555 0123\n\n',
    'send 4155550123 \u200b',
    'send Jane Doe:',
    'send Jane Doe: \n',
  ])('%j', (message) => {
    expect(parseSendCommand(message, 'US')).toMatchObject({ type: 'problem', problem: 'no-text' })
  })
})

describe('a name is what stands before a colon', () => {
  test.each([
    ['send Jane Doe: Hello', 'Jane Doe', 'Hello'],
    ['Send jane: Hello', 'jane', 'Hello'],
    ['send Jane:Hello', 'Jane', 'Hello'],
    ['send Jane : Bonjour', 'Jane', 'Bonjour'],
    ['send  Jane \u00a0 Doe： Hello', 'Jane Doe', 'Hello'],
    ['send “Jane Doe”: Hello', 'Jane Doe', 'Hello'],
    ["send Jane O'Neil: Hello", "Jane O'Neil", 'Hello'],
    ['send Dr. Müller-Lüdenscheidt: Hallo', 'Dr. Müller-Lüdenscheidt', 'Hallo'],
    ['send 山田太郎： こんにちは', '山田太郎', 'こんにちは'],
    ['send help: it is broken', 'help', 'it is broken'],
    ['send Jane: at 10:30: ok?', 'Jane', 'at 10:30: ok?'],
    ['send Jane: https://example.com', 'Jane', 'https://example.com'],
    ['send Apartment 12: Hello', 'Apartment 12', 'Hello'],
    ['send 2: Hello', '2', 'Hello'],
    ['send 2026-11-05: report', '2026-11-05', 'report'],
    ['send Jane 4155550123: Hello', 'Jane 4155550123', 'Hello'],
  ])('%s', (message, name, text) => {
    expect(parseSendCommand(message, 'US')).toEqual({ type: 'to-name', name, text })
  })
})

describe('a sentence between colleagues is no command', () => {
  test.each([
    '',
    'send',
    'send ',
    'send:',
    'send: hello',
    'send : hello',
    'sending 4155550123 Hello',
    'sender 4155550123 Hello',
    'send4155550123 Hello',
    'please send 4155550123 Hello',
    'I will send Jane Doe: the report',
    'send me the report',
    'Send the invoice to Bob please',
    'Send Bob the link https://example.com',
    'send https://example.com to Bob',
    'send it at 10:30',
    'send the report at 10:30 please',
    'send me the following: a, b and c',
    'send them this: hello',
    'send Jane a :wave: please',
    'send the final version of the report to Bob and Jane by Friday: they wait',
    'send to Bob\nJane: can you do it?',
    'send 2nd invoice to Bob',
    'send 3 copies to Bob',
    'send 2024 report',
    'send 50% to Bob',
    'send $5000 to Bob',
    'send 10,000 flyers',
    'send 12:30 reminder',
    'send 2026-11-05 report',
    'send 05.11.2026 report',
    'send 11/05/26 report',
    'send 12345.pdf to Bob',
    'send +1 on that',
    'send (see below) to Bob',
    'send - or not',
    'send ...: hello',
  ])('%j', (message) => {
    expect(parseSendCommand(message, 'US')).toEqual({ type: 'none' })
    expect(parseSendCommand(message, 'DE')).toEqual({ type: 'none' })
  })
})

const mobiles = getCountries().flatMap((country) => {
  const number = getExampleNumber(country, examples)
  return number === undefined ? [] : [{ country, number }]
})
const letterText = fc
  .tuple(
    fc.constantFrom('H', 'z', 'É', 'Ж', '山', 'א'),
    fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\n', '0', '7', ':', ',', '😀', '“', '\u00a0', '+', '(') }),
  )
  .map((parts) => parts.join(''))
const delimiter = fc.constantFrom(' ', '  ', '\u00a0', ': ', ':', ' : ', '\n', ' \n\n ')

/** Shorter ones, of a few small islands, need a colon: they cannot be told from a postcode or an order number. */
const usualMobiles = mobiles.filter(({ number }) => number.nationalNumber.length >= 7)

test('any number in any of its notations, and any text that begins with a letter, are returned exactly', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...usualMobiles),
      fc.constantFrom('e164', 'uri', 'dashes', 'dots', 'national', 'international'),
      fc.constantFrom('send ', 'Send  ', ' SEND\u00a0'),
      delimiter,
      letterText,
      ({ country, number }, notation, verb, between, text) => {
        const written = {
          e164: number.number,
          uri: number.getURI(),
          dashes: number.formatInternational().replaceAll(' ', '-'),
          dots: number.formatInternational().replaceAll(' ', '.'),
          national: number.formatNational().replaceAll(' ', '-'),
          international: number.formatInternational(),
        }[notation]
        const command = parseSendCommand(verb + written + between + text, country)
        expect(command).toEqual({ type: 'to-number', e164: number.number, text })
      },
    ),
    { numRuns: 2000 },
  )
})

const northAmerican = fc
  .tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 200, max: 999 }), fc.integer({ min: 0, max: 9999 }))
  .map(([area, exchange, line]) => [area, exchange, String(line).padStart(4, '0')] as const)
const spellings = [
  (area: number, exchange: number, line: string) => `${area}${exchange}${line}`,
  (area: number, exchange: number, line: string) => `${area} ${exchange} ${line}`,
  (area: number, exchange: number, line: string) => `(${area}) ${exchange}-${line}`,
  (area: number, exchange: number, line: string) => `${area}.${exchange}.${line}`,
  (area: number, exchange: number, line: string) => `1-${area}-${exchange}-${line}`,
  (area: number, exchange: number, line: string) => `+1 ${area} ${exchange} ${line}`,
  (area: number, exchange: number, line: string) => `+1${area}${exchange}${line}`,
]

test('a number of fixed length is found in every spelling, and a text may begin with up to six digits', () => {
  const digits = fc.integer({ min: 0, max: 999_999 }).map((count) => `${count} tickets`)
  fc.assert(
    fc.property(northAmerican, fc.constantFrom(...spellings), fc.oneof(letterText, digits), (parts, spell, text) => {
      const command = parseSendCommand(`send ${spell(...parts)} ${text}`, 'US')
      expect(command).toEqual({ type: 'to-number', e164: `+1${parts.join('')}`, text })
    }),
    { numRuns: 1000 },
  )
})

test('what people are shown can be copied into a command', () => {
  for (const { number } of mobiles) {
    const message = `send ${formatForPeople(number.number)}: Hello`
    expect(parseSendCommand(message, 'US')).toEqual({ type: 'to-number', e164: number.number, text: 'Hello' })
  }
})

const messy = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('1', '4', '0', '+', ' ', '-', '(', ')', '.', ':', '\n', 'a', ',', 'x', '\u202a'),
    maxLength: 60,
  }),
)

test('nothing throws, and no text is lost: the number as written and the text make up the message', () => {
  fc.assert(
    fc.property(messy, fc.constantFrom('US', 'GB', 'DE', 'IT', 'XX'), (rest, country) => {
      const message = `send ${rest}`
      const command = parseSendCommand(message, country)
      if (command.type === 'none') return
      if (command.type === 'problem') {
        expect(command.sentence).toMatch(/^Nothing was sent\. .*\.$/s)
        return
      }
      expect(message.endsWith(command.text)).toBe(true)
      expect(command.text).toMatch(/^\S/)
      if (command.type === 'to-name') return
      const written = message.slice(0, message.length - command.text.length)
      expect(isDialable(command.e164)).toBe(true)
      expect(written).toMatch(/^send [^a-wyz]*$/)
      expect(command.e164.endsWith(written.replace(/\D/g, '').slice(-4))).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('a very long message is read at once', () => {
  expect(parseSendCommand(`send ${'1 '.repeat(20_000)}`, 'US').type).toBe('problem')
  expect(parseSendCommand(`send ${'1'.repeat(40_000)} Hello`, 'US').type).toBe('problem')
  expect(parseSendCommand(`send 1${' '.repeat(40_000)}41555501234 Hello`, 'US').type).toBe('problem')
  expect(parseSendCommand(`send ${'a '.repeat(20_000)}`, 'US').type).toBe('none')
})

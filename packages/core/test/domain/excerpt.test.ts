import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../../src/domain/excerpt.js'

describe('a long text becomes one short line', () => {
  test.each([
    ['a short one is unchanged', 'Hello there', 20, 'Hello there'],
    ['one of exactly the length is unchanged', 'Hello there', 11, 'Hello there'],
    ['lines become one', ' Hello\r\n\tthere,\u00a0\u2028 you ', 40, 'Hello there, you'],
    ['control characters become spaces', 'Hello\u0000\u0007there', 40, 'Hello there'],
    ['the cut is at a word', 'The quick brown fox jumps', 18, 'The quick brown…'],
    ['the whole last word is kept where it fits', 'The quick brown fox', 16, 'The quick brown…'],
    ['a long word is cut inside', 'Donaudampfschifffahrt', 10, 'Donaudamp…'],
    ['a long word after a short one is cut inside', 'A Donaudampfschifffahrt', 12, 'A Donaudamp…'],
    ['a text of spaces is empty', ' \n ', 10, ''],
    ['room for nothing is empty', 'Hello', 0, ''],
    ['room for one is the ellipsis', 'Hello', 1, '…'],
    ['an emoji is whole or not there', 'Hi😀😀', 4, 'Hi…'],
    ['a family stays together', 'Hi👨‍👩‍👧‍👦 all', 8, 'Hi…'],
    ['a flag stays whole', '🇩🇪🇫🇷🇮🇹', 6, '🇩🇪…'],
    ['an accent stays on its letter', 'ae\u0301bcd', 3, 'a…'],
  ])('%s', (_outcome, text, maxLength, expected) => {
    expect(excerpt(text, maxLength)).toBe(expected)
  })
})

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(' ', '\n', 'a', 'bc', '🇩🇪', '👩‍🚀', 'e\u0301'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
})

test('an excerpt is short, on one line, and the beginning of the text up to a whole character', () => {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
  fc.assert(
    fc.property(texts, fc.nat(40), (text, maxLength) => {
      const short = excerpt(text, maxLength)
      const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
      expect(short.length).toBeLessThanOrEqual(maxLength)
      expect(short).not.toMatch(/[\s\p{Cc}]{2}|[^\S ]|\p{Surrogate}/u)
      if (short === line || short === '') return
      const kept = short.replace(/…$/, '')
      const starts = [...graphemes.segment(line)].map(({ index }) => index)
      expect(line.startsWith(kept)).toBe(true)
      expect(starts).toContain(kept.length)
    }),
    { numRuns: 1000 },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutText, splitText } from '../../src/text/index.js'

describe('a text is cut where it hurts least', () => {
  test.each([
    ['nowhere when it is short', 'one two', 10, ['one two']],
    ['after a line', 'one\ntwo three', 6, ['one\n', 'two ', 'three']],
    ['after a word', 'one two three', 9, ['one two ', 'three']],
    ['in a word that is too long', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['beside an emoji', 'abc👋🏽d', 6, ['abc', '👋🏽d']],
    ['beside an emoji of several', 'abcd👩‍🍳', 8, ['abcd', '👩‍🍳']],
    ['beside an accented letter', 'abce\u0301f', 4, ['abc', 'e\u0301f']],
    ['in pairs even where nothing else helps', '👋👋👋', 3, ['👋', '👋', '👋']],
    ['not at all when there is nothing', '', 3, []],
  ])('%s', (_name, text, limit, expected) => expect(splitText(text, limit)).toEqual(expected))
})

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.stringMatching(/^[ab \n]*$/))

test('nothing is dropped, no piece is too long, no pair is torn', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 20 }), (whole, limit) => {
      const pieces = splitText(whole, limit)
      expect(pieces.join('')).toBe(whole)
      for (const piece of pieces) {
        expect(piece.length).toBeGreaterThan(0)
        expect(piece.length).toBeLessThanOrEqual(limit)
        expect(piece).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/)
      }
    }),
  )
})

test('a text cut short says so', () => {
  expect(cutText('one two three', 9)).toBe('one two…')
  expect(cutText('one two', 7)).toBe('one two')
})

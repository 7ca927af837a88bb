import { describe, expect, it } from 'vitest'
import { splitText } from '../../src/domain/split-text.js'
import { fc } from '../support/fast-check.js'

describe('splitting a text', () => {
  it.each<readonly [outcome: string, text: string, limit: number, parts: readonly string[]]>([
    ['nothing has no parts', '', 10, []],
    ['a text that fits is left whole', 'one two', 7, ['one two']],
    ['a cut comes after a space', 'one two', 6, ['one ', 'two']],
    ['a word that fits exactly is not pushed on', 'one two', 3, ['one', ' ', 'two']],
    ['lines are kept', 'one\ntwo\n\nthree', 9, ['one\ntwo\n\n', 'three']],
    ['a word too long for a part is cut inside', 'abcdefgh ij', 4, ['abcd', 'efgh', ' ij']],
    ['a no-break space holds', 'a 5\u00a0kg', 5, ['a ', '5\u00a0kg']],
    ['an emoji is not cut', 'ab😀', 3, ['ab', '😀']],
    ['a family is not cut', 'ab👨‍👩‍👧', 9, ['ab', '👨‍👩‍👧']],
    ['an accent stays with its letter', 'abe\u0301', 3, ['ab', 'e\u0301']],
    ['a line end of two characters is not cut', 'ab\r\ncd', 3, ['ab', '\r\n', 'cd']],
    ['a character larger than a part is cut between code points', '👨‍👩‍👧', 3, ['👨‍', '👩‍', '👧']],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts)
  })

  it('needs room for a character', () => {
    expect(() => splitText('ab', 1)).toThrow(RangeError)
    expect(() => splitText('ab', () => 1)).toThrow(RangeError)
    expect(() => splitText('a', Number.NaN)).toThrow(RangeError)
  })

  const pieces = fc.constantFrom('a', 'bc', ' ', '  ', '\n', '\r\n', '😀', '👨‍👩‍👧', 'e\u0301', '🇩🇪', '\u00a0', '.')
  const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))

  it('loses nothing, keeps to the limit and cuts no code point, whatever the text', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 30 }), (text, limit) => {
        const parts = splitText(text, limit)
        expect(parts.join('')).toBe(text)
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0)
          expect(part.length).toBeLessThanOrEqual(limit)
          expect(() => encodeURIComponent(part)).not.toThrow()
        }
      }),
    )
  })

  it('cuts no word and no character where every one of them fits', () => {
    const words = fc.array(fc.constantFrom('one', 'twenty', '👨‍👩‍👧', 'e\u0301e\u0301', '🇩🇪!'), { maxLength: 40 })
    fc.assert(
      fc.property(words, fc.integer({ min: 9, max: 40 }), (list, limit) => {
        const parts = splitText(list.join(' '), limit)
        expect(parts.flatMap((part) => part.split(' ').filter((word) => word !== ''))).toEqual(list)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { countSegments } from '../../src/domain/segments.js'
import { splitText } from '../../src/domain/split-text.js'
import { fitsRoom, unitsThatFit } from '../../src/domain/text-room.js'
import { fc } from '../support/fast-check.js'

const room = { maxTextLength: 1_377, maxSegments: 9 }

describe('room for a text', () => {
  it.each([
    ['GSM letters', 'a'.repeat(1_377), true],
    ['one more', 'a'.repeat(1_378), false],
    ['the euro sign, which takes two places', '€'.repeat(684), true],
    ['one more of it', '€'.repeat(685), false],
    ['a sign of the larger alphabet', `✓${'a'.repeat(602)}`, true],
    ['one letter more', `✓${'a'.repeat(603)}`, false],
  ])('is counted in segments: %s', (_, text, fits) => {
    expect(fitsRoom(text, room)).toBe(fits)
    expect(fitsRoom(text, { maxTextLength: 2_000 })).toBe(true)
  })

  it('is filled by the parts of a text, whatever is in it', () => {
    const pieces = fc.constantFrom('a', 'bc ', '€', '✓', '😀', 'e\u0301', '\n')
    const texts = fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join(''))
    const rooms = fc.record({ maxTextLength: fc.integer({ min: 70, max: 400 }), maxSegments: fc.constantFrom(1, 2, 3) })
    fc.assert(
      fc.property(texts, rooms, (text, small) => {
        const parts = splitText(text, (left) => unitsThatFit(left, small))
        expect(parts.join('')).toBe(text)
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(small.maxTextLength)
          expect(countSegments(part).segments).toBeLessThanOrEqual(small.maxSegments)
        }
      }),
      { numRuns: 100 },
    )
  })
})

import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../../src/domain/segments.js'
import { fc } from '../support/fast-check.js'

const a = (count: number): string => 'a'.repeat(count)

describe('counting the parts of a text', () => {
  it.each<readonly [outcome: string, text: string, segments: number, unitsLeft: number]>([
    ['nothing is no part', '', 0, 160],
    ['one character is one part', 'a', 1, 159],
    ['160 units fit into one part', a(160), 1, 0],
    ['161 units are two parts', a(161), 2, 145],
    ['306 units fill two parts', a(306), 2, 0],
    ['307 units are three parts', a(307), 3, 152],
    ['a euro sign takes two units', `${a(158)}€`, 1, 0],
    ['a euro sign does not fit into the last one', `${a(159)}€`, 2, 145],
    ['a euro sign is not split, and leaves a place empty', `${a(152)}€${a(152)}`, 3, 152],
    ['two lines are GSM', 'one\r\ntwo\f', 1, 150],
    ['a capital Ç is GSM', 'Ç', 1, 159],
    ['a small ç is not', 'ç', 1, 69],
    ['70 units with a foreign one fit into one part', `${a(69)}ç`, 1, 0],
    ['71 are two parts', `${a(70)}ç`, 2, 63],
    ['134 fill two parts', `${a(133)}ç`, 2, 0],
    ['135 are three', `${a(134)}ç`, 3, 66],
    ['an emoji takes two units', `${a(68)}😀`, 1, 0],
    ['an emoji does not fit into the last one', `${a(69)}😀`, 2, 63],
    ['an emoji is not split, and leaves a place empty', `${a(66)}😀${a(66)}`, 3, 66],
    ['half an emoji counts as one', '\ud83d', 1, 69],
  ])('%s', (_, text, segments, unitsLeft) => {
    expect(countSegments(text)).toMatchObject({ segments, unitsLeft })
  })

  it('says which characters double the price, each once', () => {
    expect(countSegments('It’s “his” – isn’t it? €')).toMatchObject({
      encoding: 'UCS-2',
      causedBy: ['’', '“', '”', '–'],
    })
    expect(countSegments("It's €5")).toMatchObject({ encoding: 'GSM-7', causedBy: [] })
  })

  const pieces = fc.constantFrom('a', 'Z', ' ', '\n', '€', '[', '~', 'é', 'ç', '’', '漢', '😀', '𝄞')
  const latin = fc.constantFrom('a', 'Z', ' ', '\n', '€', '[', '~', 'é', 'Ω')
  const lengths = { minLength: 1, maxLength: 330, size: 'max' } as const

  it.each([
    ['any', pieces],
    ['GSM', latin],
  ])('agrees with the calculator of others about texts of %s characters', (_, piece) => {
    fc.assert(
      fc.property(fc.array(piece, lengths), (characters) => {
        const text = characters.join('')
        const theirs = new SegmentedMessage(text)
        expect(countSegments(text)).toMatchObject({
          segments: theirs.segmentsCount,
          encoding: theirs.getEncodingName(),
        })
      }),
      { numRuns: 40 },
    )
  })
})

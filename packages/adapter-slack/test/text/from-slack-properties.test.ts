import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeMrkdwn, plainTextFromSlack, richTextFromPlain } from '../../src/text/index.js'
import { names } from './names.js'

const types = [
  'rich_text',
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'text',
  'link',
  'emoji',
  'user',
  'date',
]
const keys = [
  'type',
  'elements',
  'text',
  'url',
  'name',
  'unicode',
  'indent',
  'offset',
  'style',
  'timestamp',
  'skin_tone',
]

/** JSON that looks like blocks just enough to get far. */
const { node: almostBlocks } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium' },
    fc.jsonValue(),
    fc.constantFrom(...types),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 5 }),
    fc.record({
      type: fc.constantFrom(...types),
      elements: fc.array(tie('node'), { maxLength: 4 }),
      text: tie('node'),
    }),
  ),
}))

describe('whatever arrives', () => {
  test('any JSON is read without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), almostBlocks, (text, blocks) => {
        expect(typeof plainTextFromSlack({ text, blocks }, names)).toBe('string')
      }),
    )
  })

  test('any string is read without an error, also when it is full of marks', () => {
    const noise = fc.array(fc.constantFrom(...'<>|!@#^*_~`:& \n', 'a', '1', ':wave:', '&amp;', '<@U1>', '```'), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          noise.map((pieces) => pieces.join('')),
        ),
        (text) => {
          expect(typeof plainTextFromSlack({ text }, names)).toBe('string')
        },
      ),
    )
  })

  test('something that is no message reads as nothing', () => {
    for (const message of [null, undefined, 'x', 7, []]) expect(plainTextFromSlack(message as never, names)).toBe('')
  })

  test('a text of 100,000 marks is read in a moment', () => {
    for (const piece of ['*a ', '_', '<', '<@', '`', '```', ':a', ':', '&lt;', '*_~a', 'http://a '])
      expect(plainTextFromSlack({ text: piece.repeat(100_000 / piece.length) }, names)).not.toBe('')
  })
})

describe('there and back', () => {
  const edgeless = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '')
  const withoutEdges = (text: string): string => text.trimEnd().replace(/^\n+/, '')

  test('a text drawn as rich text reads as itself', () => {
    fc.assert(
      fc.property(edgeless, (text) => {
        expect(plainTextFromSlack({ blocks: richTextFromPlain(text) }, names)).toBe(
          withoutEdges(text.replaceAll('\0', '\uFFFD')),
        )
      }),
    )
  })

  test('an escaped text without marks reads as itself', () => {
    fc.assert(
      fc.property(
        edgeless.filter((text) => !/[*_~`:]/.test(text)),
        (text) => {
          expect(plainTextFromSlack({ text: escapeMrkdwn(text) }, names)).toBe(withoutEdges(text))
        },
      ),
    )
  })
})

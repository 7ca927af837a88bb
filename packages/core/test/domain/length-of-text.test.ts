import { expect, it } from 'vitest'
import { lengthOfText } from '../../src/domain/length-of-text.js'

it.each([
  ['', 'There is no text yet.'],
  ['Hello', '1 text, with room for 155 more characters.'],
  ['x'.repeat(161), '2 texts, with room for 145 more characters.'],
  [
    'It’s ready',
    '1 text, with room for 60 more characters. A text has room for 70 characters instead of 160 because of: ’.',
  ],
  [
    `${'x'.repeat(80)} 🎉 it’s`,
    '2 texts, with room for 46 more characters. A text has room for 70 characters instead of 160 because of: 🎉 ’. Without them it would be 1.',
  ],
])('%j', (text, sentence) => expect(lengthOfText(text)).toBe(sentence))

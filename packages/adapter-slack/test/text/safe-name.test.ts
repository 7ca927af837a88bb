import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safeName } from '../../src/text/index.js'

const cases: readonly (readonly [string, string, string])[] = [
  ['a plain name', 'Zoë O’Neill-Šmíd', 'Zoë O’Neill-Šmíd'],
  ['marks of mrkdwn are characters', '*Ana* <!here> @everyone', '*Ana* <!here> @everyone'],
  ['an override of direction', 'Ana \u202Egnp.exe\u202C', 'Ana gnp.exe'],
  ['isolates and marks', '\u2066a\u2069\u200E\u200F\u061Cb', 'ab'],
  ['what takes no width', 'A\u200Bn\u2060a\uFEFF\u00AD', 'Ana'],
  ['tags behind an emoji', '🏴\u{E0067}\u{E007F}', '🏴'],
  ['fillers that look like nothing', '\u3164\u115F\uFFA0\u2800', ''],
  ['lines, tabs and odd spaces', ' Ana\r\n\t\u2028\u00A0\u3000Blue ', 'Ana Blue'],
  ['controls', 'A\u0007\u009Bna', 'A na'],
  ['an emoji of several', '👩🏽‍🍳 Ana ❤️', '👩🏽‍🍳 Ana ❤️'],
  ['a joiner inside a word', 'می‌خواهم', 'می‌خواهم'],
  ['joiners that join nothing', '\u200DAna\u200D \u200D\u200C!', 'Ana !'],
  ['variation selectors of nothing', '\uFE0FAna\uFE0F', 'Ana'],
  ['a tower of accents', `A${'\u0301'.repeat(50)}na`, 'A\u0301\u0301\u0301\u0301na'],
  ['an accent or two', 'e\u0301\u0323', 'e\u0301\u0323'],
  ['half an emoji', 'Ana \uD83D', 'Ana \uFFFD'],
  ['nothing', '', ''],
]

test.each(cases)('%s', (_name, name, expected) => expect(safeName(name)).toBe(expected))

test('any name is one line of at most 80, and safe once is safe for ever', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const safe = safeName(name)
      expect(safe).not.toMatch(/[\n\r\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B]|\p{Cc}/u)
      expect(safe.length).toBeLessThanOrEqual(80)
      expect(safe.trim()).toBe(safe)
      expect(safeName(safe)).toBe(safe)
    }),
  )
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { emojiFromName, withSkinTone } from '../../src/text/emoji.js'
import { statusEmojiName } from '../../src/text/index.js'

interface EmojiData {
  readonly hexcode: string
  readonly emoji: string
  readonly skins?: readonly { readonly emoji: string; readonly tone: number | readonly number[] }[]
}

const read = <Data>(path: string): Data =>
  JSON.parse(readFileSync(new URL(import.meta.resolve(`emojibase-data/en/${path}`)), 'utf8')) as Data

const shortcodes = Object.entries(read<Record<string, string | readonly string[]>>('shortcodes/iamcal.json'))
const data = read<readonly EmojiData[]>('data.json')
const withoutSelectors = (emoji: string): string => emoji.replaceAll('\uFE0F', '')

describe('the table', () => {
  test('knows every name of Slack, and no other character for it', () => {
    const wrong = shortcodes.flatMap(([hexcode, names]) => {
      const characters = String.fromCodePoint(...hexcode.split('-').map((hex) => Number.parseInt(hex, 16)))
      const isRight = (name: string): boolean =>
        withoutSelectors(emojiFromName(name) ?? '') === withoutSelectors(characters)
      return [names].flat().filter((name) => !isRight(name))
    })
    expect(wrong).toEqual([])
    expect(shortcodes.length).toBeGreaterThan(1900)
  })

  test('shows as emoji what would else be drawn as text', () => {
    expect(emojiFromName('heart')).toBe('\u2764\uFE0F')
    expect(emojiFromName('x')).toBe('\u274C')
  })

  test('is small enough to be carried along', () => {
    const file = readFileSync(new URL('../../src/text/emoji-table.generated.ts', import.meta.url))
    expect(file.length).toBeLessThan(45_000)
  })

  test.each(['constructor', '__proto__', '', 'WAVE', 'wave::skin-tone-1', 'wave::skin-tone-constructor'])(
    'does not know %j',
    (name) => expect(emojiFromName(name)).toBeUndefined(),
  )
})

test('every skin tone is put where Unicode puts it', () => {
  const variants = data.flatMap(({ emoji, skins = [] }) =>
    skins.flatMap((skin) => (typeof skin.tone === 'number' ? [{ emoji, expected: skin.emoji, tone: skin.tone }] : [])),
  )
  // Of a couple only one hand is drawn here; Slack has no names for the rest.
  const wrong = variants.filter(({ emoji, expected, tone }) => withSkinTone(emoji, tone + 1) !== expected)
  expect(wrong.filter(({ emoji }) => !/\u200D.*\p{Emoji_Modifier_Base}/u.test(emoji))).toEqual([])
  expect(variants.length).toBeGreaterThan(1500)
})

test('the status marks are emoji that Slack knows', () => {
  const shown = (['sent', 'delivered', 'failed'] as const).map((mark) => emojiFromName(statusEmojiName(mark)))
  expect(shown).toEqual(['✔️', '📳', '❌'])
})

import { emojiTable } from './emoji-table.generated.js'

/** Slack counts skin tones from 2, as the Fitzpatrick scale does. */
const skinTones: ReadonlyMap<number, string> = new Map(
  ['🏻', '🏼', '🏽', '🏾', '🏿'].map((tone, index) => [index + 2, tone]),
)

let emojiByName: ReadonlyMap<string, string> | undefined

/**
 * The characters of a Slack emoji name (without colons; `wave::skin-tone-3` carries a skin tone), or `undefined` when
 * the workspace made it up.
 */
export function emojiFromName(name: string): string | undefined {
  const [base = '', tone] = name.split('::skin-tone-')
  emojiByName ??= readTable(emojiTable)
  const emoji = emojiByName.get(base)
  if (emoji === undefined || tone === undefined) return emoji
  return skinTones.has(Number(tone)) ? withSkinTone(emoji, Number(tone)) : undefined
}

/** The characters of code points as Slack writes them (`1f44b-1f3fc`), or `undefined` when they are none. */
export function emojiFromCodePoints(codePoints: string): string | undefined {
  if (!/^[0-9a-f]{1,6}(-[0-9a-f]{1,6}){0,15}$/i.test(codePoints)) return undefined
  const numbers = codePoints.split('-').map((hex) => Number.parseInt(hex, 16))
  return numbers.every(isCharacter) ? String.fromCodePoint(...numbers) : undefined
}

/** Gives an emoji the skin tone 2 to 6. One that has no skin, or that has a tone already, stays as it is. */
export function withSkinTone(emoji: string, tone: number): string {
  const modifier = skinTones.get(tone)
  const [first = '', ...rest] = emoji
  if (modifier === undefined || !/^\p{Emoji_Modifier_Base}$/u.test(first)) return emoji
  if (/\p{Emoji_Modifier}/u.test(emoji)) return emoji
  // A skin tone takes the place of the variation selector.
  return [first, modifier, ...(rest[0] === '\uFE0F' ? rest.slice(1) : rest)].join('')
}

function isCharacter(codePoint: number): boolean {
  return codePoint >= 0x20 && codePoint <= 0x10_ff_ff && !(codePoint >= 0xd8_00 && codePoint <= 0xdf_ff)
}

function readTable(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split(/\s+/)
      .flatMap((entry) => {
        const [names = '', emoji = ''] = entry.split('=')
        return names.split(',').map((name): [string, string] => [name, emoji])
      }),
  )
}

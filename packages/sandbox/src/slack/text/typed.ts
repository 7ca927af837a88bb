import type { Json } from '../state/types.js'
import { codePointsOf, emojiNamed, emojiPattern, nameOf, shortcodeOf, toneOf } from './emoji.js'
import { escapeText } from './escape.js'

/** Finds people and channels by the names a person types. */
export interface Names {
  userId(name: string): string | undefined
  channelId(name: string): string | undefined
}

/** What Slack makes of something a person typed in its composer. */
export interface ComposedText {
  /** Escaped, with emoji as `:name:`, mentions as `<@U…>`, links in angle brackets. */
  readonly text: string
  /** The same as one `rich_text` block. */
  readonly blocks: readonly Json[]
  readonly mentions: readonly string[]
}

interface Token {
  readonly text: string
  readonly element: Json
}

/**
 * Turns typed characters into the two forms Slack keeps: `text` and a `rich_text` block.
 *
 * Knows mentions (`@name`, `<@U…>`), channels (`#name`), web and mail addresses, emoji (characters and `:name:`),
 * and `*bold*`, `_italic_`, `~struck~`, `` `code` `` around words.
 */
export function composeText(typed: string, names: Names, blockId: string): ComposedText {
  const tokens = tokensOf(typed, names)
  const mentions = tokens.flatMap(({ element }) => (typeof element['user_id'] === 'string' ? [element['user_id']] : []))
  const section = { type: 'rich_text_section', elements: tokens.map((token) => token.element) }
  return {
    text: tokens.map((token) => token.text).join(''),
    blocks: typed === '' ? [] : [{ type: 'rich_text', block_id: blockId, elements: [section] }],
    mentions,
  }
}

const styles: Readonly<Record<string, string>> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' }

const pattern = new RegExp(
  [
    '<@(?<userId>[UW][A-Z0-9]+)>',
    '(?<![\\w@])@(?<user>[\\w.-]*\\w)',
    '(?<![\\w#&])#(?<channel>[\\p{L}\\p{N}_-]+)',
    '(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)',
    '(?<url>https?://[^\\s<>]*[^\\s<>.,;:!?)\'"])',
    '(?<![\\w.-])(?<domain>(?:[a-z0-9-]+\\.)+(?:com|org|net|io|dev|co|uk)(?:/[^\\s<>]*[^\\s<>.,;:!?)])?)(?![\\w-])',
    ':(?<name>[a-z0-9_+-]+):',
    '(?<![\\w*_~`])(?<mark>[*_~`])(?<styled>\\S|\\S[^\\n]*?\\S)\\k<mark>(?![\\w*_~`])',
    `(?<emoji>${emojiPattern.source})`,
  ].join('|'),
  'gu',
)

function tokensOf(typed: string, names: Names): readonly Token[] {
  const tokens: Token[] = []
  let end = 0
  for (const found of typed.matchAll(pattern)) {
    const token = tokenOf(found[0], found.groups ?? {}, names)
    if (!token) continue
    if (found.index > end) tokens.push(plain(typed.slice(end, found.index)))
    tokens.push(token)
    end = found.index + found[0].length
  }
  return end < typed.length ? [...tokens, plain(typed.slice(end))] : tokens
}

function tokenOf(found: string, groups: Readonly<Record<string, string | undefined>>, names: Names): Token | undefined {
  const { userId, user, channel, mail, url, domain, name, mark, styled, emoji } = groups
  if (userId) return mention(userId)
  if (user) return nameToken(names.userId(user), mention)
  if (channel) return nameToken(names.channelId(channel), (id) => channelToken(id, channel))
  if (mail) return link(`mailto:${mail}`, mail)
  if (url) return link(url)
  if (domain) return link(`http://${domain}`, domain)
  if (name) return emojiToken(name, emojiNamed(name), found)
  if (mark && styled) return styledToken(mark, styled)
  if (emoji) return emojiToken(nameOf(emoji), emoji.replace('\uFE0F', ''), shortcodeOf(emoji), toneOf(emoji))
  return undefined
}

function nameToken(id: string | undefined, make: (id: string) => Token): Token | undefined {
  return id === undefined ? undefined : make(id)
}

function plain(text: string): Token {
  return { text: escapeText(text), element: { type: 'text', text } }
}

function mention(userId: string): Token {
  return { text: `<@${userId}>`, element: { type: 'user', user_id: userId } }
}

function channelToken(id: string, name: string): Token {
  return { text: `<#${id}|${name}>`, element: { type: 'channel', channel_id: id } }
}

function link(url: string, label?: string): Token {
  const text = escapeText(url)
  return label === undefined
    ? { text: `<${text}>`, element: { type: 'link', url } }
    : { text: `<${text}|${escapeText(label)}>`, element: { type: 'link', url, text: label } }
}

function styledToken(mark: string, styled: string): Token {
  const style = { [styles[mark] ?? '']: true }
  return { text: `${mark}${escapeText(styled)}${mark}`, element: { type: 'text', text: styled, style } }
}

function emojiToken(name: string, characters: string | undefined, text: string, tone?: number): Token | undefined {
  if (characters === undefined) return undefined
  const unicode = codePointsOf(characters)
  return { text, element: { type: 'emoji', name, unicode, ...(tone === undefined ? {} : { skin_tone: tone }) } }
}

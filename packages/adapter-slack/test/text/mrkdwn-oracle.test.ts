import fc from 'fast-check'
import { NodeType, parse, type Node } from 'slack-message-parser'
import { expect, test } from 'vitest'
import { emojiFromName } from '../../src/text/emoji.js'
import { plainTextFromSlack } from '../../src/text/index.js'
import { names } from './names.js'

/** What a parser that somebody else wrote makes of the same mrkdwn, without its formatting. */
function plainTextOf(node: Node): string {
  switch (node.type) {
    case NodeType.Text:
    case NodeType.Code:
    case NodeType.PreText:
      return node.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    case NodeType.Emoji:
      return emojiFromName([node.name, node.variation].filter(Boolean).join('::')) ?? node.source
    case NodeType.UserLink:
      return `@${names.user(node.userID) ?? 'someone'}`
    case NodeType.ChannelLink:
      return `#${names.channel(node.channelID) ?? 'channel'}`
    case NodeType.URL:
      return node.url
    case NodeType.Command:
      return `@${node.name}`
    case NodeType.Quote:
      return `> ${node.children.map(plainTextOf).join('')}`
    default:
      return node.children.map(plainTextOf).join('')
  }
}

const word = fc.constantFrom('one', 'two', '2', 'é', 'snake_case', 'a*b*c', 'R&amp;D', '&lt;b&gt;', 'x~y')
const control = fc.constantFrom(
  '<@U1>',
  '<@U2>',
  '<#C1>',
  '<!here>',
  '<https://example.com/a>',
  ':wave:',
  ':heart::skin-tone-2:',
  ':nope:',
)
const leaf = fc.oneof(word, control)
const spread = (leaves: readonly string[]): string => leaves.join(' ')
const marked = fc
  .tuple(fc.constantFrom('*', '_', '~', ''), fc.array(leaf, { minLength: 1, maxLength: 3 }))
  .map(([mark, leaves]) => `${mark}${spread(leaves)}${mark}`)
// That parser does not read the addresses that Slack wraps inside code as well, and stumbles over marks in code in marks.
const code = fc
  .array(fc.constantFrom('one', '2', 'R&amp;D', ':wave:'), { minLength: 1, maxLength: 3 })
  .map((words) => `\`${spread(words)}\``)
const formatted = fc.oneof({ weight: 4, arbitrary: marked }, { weight: 1, arbitrary: code })
const nested = fc
  .tuple(fc.constantFrom('*', '_', '~', ''), formatted, fc.constantFrom('', '.', ',', '!', '?'))
  .map(([mark, inner, end]) => (inner.startsWith(mark) ? inner : `${mark}${inner}${mark}`) + end)
const line = fc.array(nested, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
const text = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))

test('an independent parser sees the same formatting, mentions, links and emoji', () => {
  fc.assert(
    fc.property(text, (mrkdwn) => {
      expect(plainTextFromSlack({ text: mrkdwn }, names)).toBe(plainTextOf(parse(mrkdwn)))
    }),
    { numRuns: 1000 },
  )
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { cards, inbox, richElements, rootOf, textIn } from './support/shown.js'

const customer = '+14155550123'
let desk: TestDesk
let ana: string
beforeEach(async () => {
  desk = await openDesk({ slack: { customEmoji: ['party-parrot'] } })
  ana = desk.member('Ana')
})
afterEach(() => desk.stop())

async function text(body: string): Promise<void> {
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
  await desk.settle()
}

const nasty: readonly string[] = [
  '<!channel> *bold* @everyone <http://evil|bank>',
  '<!here> <!everyone> <!subteam^S012345> @here @channel',
  '<@U0SANDBOXBOT> <#C0SANDBOX|general> <!date^1^{date}|now>',
  '&lt;!channel&gt; &amp;amp; & < >',
  '_it_ ~gone~ `code` ```block``` > quote\n> second\n• list\n1. one',
  ':smile: :white_check_mark: 👍🏽 👩‍👩‍👧',
  '<https://bank.example|https://evil.example> <mailto:a@b.example|write>',
  '[bank](http://evil.example) http://evil.example@bank.example/x',
  '\u202eevil\u202c \u200b zero width',
  `${'long '.repeat(300)}<!channel>`,
  '{"type":"section"} ${process} %s \\n \\u003c!channel\\u003e',
]

describe('what a customer writes', () => {
  it.each(nasty)('arrives as those very characters: %s', async (body) => {
    await text('Hi')
    await text(body)
    const shown = desk.sandbox.slack.thread('sms', rootOf(desk, customer).ts).at(-1)
    expect(textIn(shown?.blocks)).toBe(body)
    expectHarmless(shown?.blocks)
    expect(posted().at(-1)?.['text']).toBe(
      body.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
  })

  it.each(nasty)('is as harmless in the root and on the card: %s', async (body) => {
    await text(body)
    desk.clock.advance(200_000)
    await text(body)
    const posts = [rootOf(desk, customer), ...cards(desk)]
    expect(posts).toHaveLength(2)
    for (const { blocks, text: fallback } of posts) {
      expectHarmless(blocks)
      expect(fallback).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/)
      expect(textIn(blocks)).toContain(body.slice(0, 40))
    }
  })

  it('is posted with everything off that reads something into it', async () => {
    await text(nasty[0] ?? '')
    const [post] = posted()
    expect(post).toMatchObject({ parse: 'none', unfurl_links: 'false', unfurl_media: 'false' })
    expect(['undefined', 'false']).toContain(String(post?.['link_names']))
  })
})

/** What `chat.postMessage` was given; Slack itself rewrites emoji in what it keeps. */
function posted(): readonly Readonly<Record<string, unknown>>[] {
  return desk.sandbox.slack.calls.flatMap(({ method, args }) => (method === 'chat.postMessage' ? [args] : []))
}

/** Nothing pings, nothing is formatted, and a link shows where it leads. */
function expectHarmless(blocks: unknown): void {
  const elements = richElements(blocks).filter(({ type }) => type !== 'mrkdwn')
  const types = new Set(elements.map(({ type }) => type))
  expect(
    [...types].filter((type) => ['user', 'usergroup', 'channel', 'broadcast', 'emoji'].includes(String(type))),
  ).toEqual([])
  for (const link of elements.filter(({ type }) => type === 'link'))
    expect(link['text'] ?? link['url']).toBe(link['url'])
  for (const { text: words } of richElements(blocks).filter(({ type }) => type === 'mrkdwn')) {
    expect(String(words).replaceAll(/<!date\^\d+\^[^|<>]*\|[^<>]*>/g, '')).not.toMatch(/[<>]/)
  }
}

const typed: readonly (readonly [string, string])[] = [
  ['plain words', 'plain words'],
  ['*bold* _italic_ ~gone~ `code`', 'bold italic gone code'],
  ['2 < 3 & 5 > 4', '2 < 3 & 5 > 4'],
  ['&amp; stays &lt;as&gt; typed', '&amp; stays &lt;as&gt; typed'],
  ['see https://example.com/a?b=1&c=2', 'see https://example.com/a?b=1&c=2'],
  ['see example.com', 'see example.com'],
  ['write to help@example.com', 'write to help@example.com'],
  ['great :tada: :thumbsup:', 'great 🎉 👍'],
  ['great 🎉 👍🏽', 'great 🎉 👍🏽'],
  ['ask @Ben in #general', 'ask @Ben in #general'],
  ['two\nlines', 'two\nlines'],
  ['a*b*c 3*4*5 snake_case_name', 'a*b*c 3*4*5 snake_case_name'],
  ['<!channel> <@nobody>', '<!channel> <@nobody>'],
]

describe('what a teammate types', () => {
  it.each(typed)('%j arrives on the phone as %j', async (words, expected) => {
    // Whoever has been seen writing, and the channels of the workspace, are known by name.
    await text('Hi')
    const thread = rootOf(desk, customer).ts
    desk.sandbox.slack.say({ as: desk.member('Ben'), channel: 'sms', thread, text: 'one moment' })
    await desk.settle()
    desk.sandbox.slack.say({ as: ana, channel: 'sms', thread, text: words })
    await desk.settle()
    expect(inbox(desk, customer).at(-1)).toBe(expected)
  })

  it.each(typed)('%j in a command arrives as %j', async (words, expected) => {
    desk.sandbox.slack.say({ as: ana, channel: 'sms', text: 'send 4155550124 hello' })
    desk.sandbox.slack.say({ as: desk.member('Ben'), channel: 'sms', text: 'send 4155550124 hello' })
    await desk.settle()
    desk.sandbox.slack.say({ as: ana, channel: 'sms', text: `send 4155550123: ${words}` })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual([expected])
  })

  it('keeps the name of an emoji that only this workspace has', async () => {
    await text('Hi')
    desk.sandbox.slack.say({ as: ana, channel: 'sms', thread: rootOf(desk, customer).ts, text: 'Bye :party-parrot:' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Bye :party-parrot:'])
  })

  it('names a colleague and a channel also hours after anybody has asked about them', async () => {
    await text('Hi')
    const thread = rootOf(desk, customer).ts
    desk.sandbox.slack.say({ as: desk.member('Ben'), channel: 'sms', thread, text: 'one moment' })
    await desk.settle()
    desk.clock.advance(5 * 60 * 60_000)
    await desk.settle()
    desk.sandbox.slack.say({ as: ana, channel: 'sms', thread, text: 'ask @Ben in #general' })
    await desk.settle()
    expect(inbox(desk, customer).at(-1)).toBe('ask @Ben in #general')
  })

  it('that mentions somebody nobody has asked about yet still names them', async () => {
    await text('Hi')
    desk.sandbox.slack.say({ as: ana, channel: 'sms', thread: rootOf(desk, customer).ts, text: 'Ask for @Ben' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Ask for @Ben'])
  })
})

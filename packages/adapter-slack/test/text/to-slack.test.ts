import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeMrkdwn, richTextFromPlain, safePostOptions, safeUpdateOptions } from '../../src/text/index.js'
import { richTextElementsOf, wordsOf } from '../blocks/views.js'
import { findLinks } from '../../src/text/find-links.js'

const elementsOf = (text: string) => richTextElementsOf(richTextFromPlain(text))
const textOf = (text: string): string => wordsOf(richTextFromPlain(text))

test('a text that would ping, format and disguise arrives as its very characters', () => {
  const text = '<!channel> *bold* @everyone <http://evil|bank> :wave: &amp; <@U1>'
  expect(elementsOf(text)).toEqual([{ type: 'text', text }])
})

test('an address becomes a link that shows itself', () => {
  expect(elementsOf('see https://example.com/a?b=1.\nbye')).toEqual([
    { type: 'text', text: 'see ' },
    { type: 'link', url: 'https://example.com/a?b=1', text: 'https://example.com/a?b=1' },
    { type: 'text', text: '.\nbye' },
  ])
})

test('an empty text draws nothing: Slack refuses empty elements', () => {
  expect(richTextFromPlain('')).toEqual([])
})

test('what no JSON parser takes is shown, so that the post is not refused', () => {
  expect(textOf('a\uD800b\0c\uDC00')).toBe('a\uFFFDb\uFFFDc\uFFFD')
})

test('any text is there in full, in blocks that Slack takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 1000 }), fc.integer({ min: 1, max: 40 }), (text, repeat) => {
      const long = text.replaceAll('\0', '').repeat(repeat)
      const blocks = richTextFromPlain(long)
      expect(textOf(long)).toBe(long)
      expect(blocks.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 50 },
  )
})

describe('only what is plainly an address becomes a link', () => {
  const links = (text: string): readonly string[] =>
    findLinks(text).flatMap((part) => (part.type === 'link' ? [part.text] : []))

  test.each([
    ['http://example.com', ['http://example.com']],
    ['HTTPS://Example.COM/Path', ['HTTPS://Example.COM/Path']],
    ['(https://example.com/a_(b)), "https://example.com/c"!', ['https://example.com/a_(b)', 'https://example.com/c']],
    ['https://example.com:8443/a@b#c', ['https://example.com:8443/a@b#c']],
    ['https://example.com/a… next', ['https://example.com/a']],
  ])('%j does', (text, expected) => expect(links(text)).toEqual(expected))

  test.each([
    'example.com',
    'javascript:alert(1)',
    'ftp://example.com',
    'http://localhost/a',
    'http://192.0.2.1/',
    'http://',
    'xhttp://example.com',
    'https://bank.com@example.com/',
    'https://a:b@example.com',
    'https://example.com@example.com',
    'https://example.com:@example.com/',
    'https://bank.com%2eexample.com/',
    'https://xn--80ak6aa92e.com',
    'https://еxample.com',
    'https:///example.com',
  ])('%j does not', (text) => expect(links(text)).toEqual([]))

  test('one longer than Slack takes does not', () => {
    expect(links(`https://example.com/${'a'.repeat(3000)}`)).toEqual([])
  })
})

test('the fallback escapes what Slack reads, and nothing else', () => {
  expect(escapeMrkdwn('<!channel> & *bold* @here &lt;')).toBe('&lt;!channel&gt; &amp; *bold* @here &amp;lt;')
})

test('posts and updates are sent so that Slack looks for no names in them', () => {
  expect(safePostOptions).toEqual({
    parse: 'none',
    link_names: false,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  })
  expect(safeUpdateOptions).toEqual({ parse: 'none', link_names: false })
})

import { describe, expect, test } from 'vitest'
import { plainTextFromSlack } from '../../src/text/index.js'
import { names } from './names.js'

const section = (...elements: readonly object[]) => ({ type: 'rich_text_section', elements })
const text = (value: string, style: object = {}) => ({ type: 'text', text: value, style })
const list = (style: string, items: readonly string[], options: object = {}) => ({
  type: 'rich_text_list',
  style,
  elements: items.map((item) => section(text(item))),
  ...options,
})
const read = (...elements: readonly object[]): string =>
  plainTextFromSlack({ text: 'the fallback', blocks: [{ type: 'rich_text', elements }] }, names)

describe('a section reads as the person typed it', () => {
  const cases: readonly (readonly [string, readonly object[], string])[] = [
    ['marks that were typed stay, styles go', [text('2*3*4 _x_ '), text('bold', { bold: true })], '2*3*4 _x_ bold'],
    ['entities in a text element are characters', [text('&amp; <b> &lt;')], '&amp; <b> &lt;'],
    ['shortcodes in a text element are characters', [text(':wave: 12:30:45')], ':wave: 12:30:45'],
    [
      'a link without a label is its address',
      [{ type: 'link', url: 'https://example.com/a?b=1&c=2' }],
      'https://example.com/a?b=1&c=2',
    ],
    [
      'a link with a label of its own shows both',
      [{ type: 'link', url: 'https://example.com', text: 'our site' }],
      'our site (https://example.com)',
    ],
    [
      'a link labelled with itself is said once',
      [{ type: 'link', url: 'https://example.com/', text: 'example.com' }],
      'example.com',
    ],
    [
      'a phone link is the number as typed',
      [{ type: 'link', url: 'tel:+14155550123', text: '(415) 555-0123' }],
      '(415) 555-0123',
    ],
    [
      'a phone link with words keeps the number',
      [{ type: 'link', url: 'tel:+14155550123', text: 'call us' }],
      'call us (+14155550123)',
    ],
    ['a mail link is the address', [{ type: 'link', url: 'mailto:ana@example.com' }], 'ana@example.com'],
    ['an emoji is its characters', [{ type: 'emoji', name: 'wave', unicode: '1f44b' }], '👋'],
    ['an emoji of several characters', [{ type: 'emoji', name: 'heart', unicode: '2764-fe0f' }], '❤️'],
    [
      'an emoji with its tone in the code points',
      [{ type: 'emoji', name: 'wave', unicode: '1f44b-1f3fc', skin_tone: 3 }],
      '👋🏼',
    ],
    ['an emoji with its tone beside', [{ type: 'emoji', name: 'wave', unicode: '1f44b', skin_tone: 3 }], '👋🏼'],
    ['an emoji known by name only', [{ type: 'emoji', name: 'wave', skin_tone: 6 }], '👋🏿'],
    ['an emoji of the workspace keeps its name', [{ type: 'emoji', name: 'party-parrot' }], ':party-parrot:'],
    ['code points that are no characters', [{ type: 'emoji', name: 'wave', unicode: 'd800' }], '👋'],
    ['a known user', [{ type: 'user', user_id: 'U1' }], '@Ana'],
    ['an unknown user', [{ type: 'user', user_id: 'U2' }], '@someone'],
    [
      'a channel and a group',
      [{ type: 'channel', channel_id: 'C1' }, text(' '), { type: 'usergroup', usergroup_id: 'S1' }],
      '#sales @crew',
    ],
    ['an unknown channel', [{ type: 'channel', channel_id: 'C2' }], '#channel'],
    ['a broadcast', [{ type: 'broadcast', range: 'here' }], '@here'],
    ['a colour', [{ type: 'color', value: '#ff0000' }], '#ff0000'],
    ['a team', [{ type: 'team', team_id: 'T1' }], '@team'],
    [
      'a date is what its writer put for those who cannot see it',
      [{ type: 'date', timestamp: 1, format: '{date}', fallback: 'May 4' }],
      'May 4',
    ],
    [
      'a date without that is in UTC',
      [{ type: 'date', timestamp: 1_795_446_240, format: '{date}' }],
      '2026-11-23 15:04 UTC',
    ],
    [
      'a date that links',
      [{ type: 'date', timestamp: 1, format: '{date}', fallback: 'May 4', url: 'https://example.com' }],
      'May 4 (https://example.com)',
    ],
  ]
  test.each(cases)('%s', (_name, elements, expected) => expect(read(section(...elements))).toBe(expected))
})

describe('parts stand on lines of their own', () => {
  test('a list after a sentence, whether or not it ends the line', () => {
    expect(read(section(text('Bring:')), list('bullet', ['tea', 'milk']))).toBe('Bring:\n- tea\n- milk')
    expect(read(section(text('Bring:\n')), list('bullet', ['tea', 'milk']))).toBe('Bring:\n- tea\n- milk')
  })

  test('an empty line before what follows a list stays', () => {
    expect(read(list('bullet', ['tea']), section(text('\nThanks')))).toBe('- tea\n\nThanks')
  })

  test('an ordered list goes on after one that is indented', () => {
    const parts = [
      list('ordered', ['one']),
      list('ordered', ['inner', 'more'], { indent: 1 }),
      list('ordered', ['deep'], { indent: 2, offset: 3 }),
      list('ordered', ['two'], { offset: 1 }),
    ]
    expect(read(...parts)).toBe('1. one\n  a. inner\n  b. more\n    iv. deep\n2. two')
  })

  test('a second line of an item is aligned with its first', () => {
    expect(read(list('ordered', ['one\nmore']))).toBe('1. one\n   more')
  })

  test('an indent or offset that makes no sense counts as none', () => {
    expect(read(list('ordered', ['a'], { indent: -1, offset: 1.5 }))).toBe('1. a')
  })

  test('letters go on after z', () => {
    const items = Array.from({ length: 28 }, () => 'x')
    expect(
      read(list('ordered', items, { indent: 1 }))
        .split('\n')
        .slice(25),
    ).toEqual(['  z. x', '  aa. x', '  ab. x'])
  })

  test('a quote keeps its sign on every line', () => {
    expect(read({ type: 'rich_text_quote', elements: [text('a\nb')] }, section(text('c')))).toBe('> a\n> b\nc')
  })

  test('preformatted text keeps its spaces', () => {
    expect(read({ type: 'rich_text_preformatted', elements: [text('a\n  b')] })).toBe('a\n  b')
  })

  test('two blocks are two parts', () => {
    const blocks = ['a', 'b'].map((word) => ({ type: 'rich_text', elements: [section(text(word))] }))
    expect(plainTextFromSlack({ blocks }, names)).toBe('a\nb')
  })
})

describe('what is not known here never swallows words', () => {
  const known = { type: 'rich_text', elements: [section(text('known'))] }
  const cases: readonly (readonly [string, unknown])[] = [
    ['a block of another type', [known, { type: 'call' }]],
    [
      'an element of another type',
      [{ type: 'rich_text', elements: [section(text('known')), { type: 'rich_text_new' }] }],
    ],
    [
      'an inline element of another type',
      [{ type: 'rich_text', elements: [section(text('known '), { type: 'citation' })] }],
    ],
    ['an item of another type', [{ type: 'rich_text', elements: [{ type: 'rich_text_list', elements: ['x'] }] }]],
    ['no blocks', []],
    ['blocks that hold nothing', [{ type: 'rich_text', elements: [] }]],
    ['blocks that are no list', 'x'],
  ]
  test.each(cases)('%s: the text is read', (_name, blocks) => {
    expect(plainTextFromSlack({ text: 'all &amp; everything', blocks }, names)).toBe('all & everything')
  })

  test('with no text either, what could be read is kept', () => {
    expect(plainTextFromSlack({ text: '', blocks: [known, { type: 'call' }] }, names)).toBe('known')
  })
})

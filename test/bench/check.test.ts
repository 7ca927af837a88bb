import { describe, expect, it } from 'vitest'

type Found = Readonly<Record<'lost' | 'asked' | 'duplicated' | 'outOfOrder' | 'wrong', number>>

interface Seen {
  readonly said: readonly { readonly word: string; readonly ts?: string }[]
  readonly posts: readonly { readonly word: string; readonly ts: string; readonly thread?: string }[]
  readonly texts: readonly { readonly word: string }[]
  readonly marks: ReadonlySet<string>
  readonly asked?: ReadonlySet<string>
  readonly known?: ReadonlyMap<string, number>
}

const { check } = (await import(new URL('../../bench/check.mjs', import.meta.url).href)) as {
  readonly check: (seen: Seen) => Found
}

describe('the check inside of the figures', () => {
  const root = { word: 'q0x0', ts: '1' }
  const second = { word: 'q0x1', ts: '2', thread: '1' }
  const whole: Seen = {
    said: [{ word: 'q0x0' }, { word: 'q0x1' }, { word: 'a0x0', ts: '3' }, { word: 'a0x1', ts: '4' }],
    posts: [root, second],
    texts: [{ word: 'a0x0' }, { word: 'a0x1' }],
    marks: new Set(['3', '4']),
  }

  it.each<[string, keyof Found | undefined, Partial<Seen>]>([
    ['nothing when all is there', undefined, {}],
    [
      'nothing in a thread that was there before',
      undefined,
      {
        posts: [
          { ...root, thread: '0' },
          { ...second, thread: '0' },
        ],
        known: new Map([['0', 0]]),
      },
    ],
    ['a text that was not posted', 'lost', { posts: [root] }],
    ['a reply that was not sent', 'lost', { texts: [{ word: 'a0x0' }] }],
    ['a reply that somebody is asked about', 'asked', { texts: [{ word: 'a0x0' }], asked: new Set(['a0x1']) }],
    ['a text posted twice', 'duplicated', { posts: [root, second, second] }],
    ['replies that swapped', 'outOfOrder', { texts: [{ word: 'a0x1' }, { word: 'a0x0' }] }],
    ['a text in a thread of another', 'wrong', { posts: [root, { ...second, thread: '9' }] }],
    ['a second thread of the same contact', 'wrong', { posts: [root, { word: 'q0x1', ts: '2' }] }],
    ['a reply without its mark', 'wrong', { marks: new Set(['3']) }],
  ])('finds %s', (_what, kind, seen) => {
    const found = check({ ...whole, ...seen })
    const others = Object.entries(found).filter(([, count]) => count > 0)
    expect(others.map(([name]) => name)).toEqual(kind ? [kind] : [])
  })
})

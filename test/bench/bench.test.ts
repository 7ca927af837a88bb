import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

interface Found {
  readonly lost: number
  readonly duplicated: number
  readonly outOfOrder: number
  readonly wrong: number
}

interface Seen {
  readonly said: { readonly q: readonly Said[]; readonly a: readonly Said[] }
  readonly posts: readonly { readonly word: string; readonly ts: string; readonly thread?: string }[]
  readonly texts: readonly { readonly word: string }[]
  readonly marks: ReadonlyMap<string, readonly string[]>
  readonly replyTs: ReadonlyMap<string, string>
}

interface Said {
  readonly word: string
}

const { check } = (await import(new URL('../../bench/check.mjs', import.meta.url).href)) as {
  readonly check: (seen: Seen) => Found
}

describe('the figures', () => {
  /** Contestants are processes of their own, so they need built packages. */
  beforeAll(() => run(process.execPath, ['scripts/build.mjs'], { cwd: root }), 120_000)

  it('come from runs in which everything arrived', async () => {
    const args = ['--contestants', 'floor,threadline-memory', '--messages', '20', '--contacts', '4', '--clients', '2']
    const command = ['bench/main.mjs', '--json', '--runs', '1', ...args]
    const { stdout } = await run(process.execPath, command, { cwd: root })
    const found = { lost: 0, duplicated: 0, outOfOrder: 0, wrong: 0 }
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')).toMatchObject({
      type: 'summary',
      ok: true,
      rows: [
        { name: 'floor', ...found },
        { name: 'threadline-memory', ...found },
      ],
    })
  }, 120_000)
})

describe('the check inside of them', () => {
  const root0 = { word: 'q0x0', ts: '1' }
  const second = { word: 'q0x1', ts: '2', thread: '1' }
  const whole: Seen = {
    said: { q: [{ word: 'q0x0' }, { word: 'q0x1' }], a: [{ word: 'a0x0' }, { word: 'a0x1' }] },
    posts: [root0, second],
    texts: [{ word: 'a0x0' }, { word: 'a0x1' }],
    marks: new Map([
      ['3', ['vibration_mode']],
      ['4', ['vibration_mode']],
    ]),
    replyTs: new Map([
      ['a0x0', '3'],
      ['a0x1', '4'],
    ]),
  }

  it.each<[string, keyof Found | undefined, Partial<Seen>]>([
    ['nothing when all is there', undefined, {}],
    ['a text that was not posted', 'lost', { posts: [root0] }],
    ['a reply that was not sent', 'lost', { texts: [{ word: 'a0x0' }] }],
    ['a text posted twice', 'duplicated', { posts: [root0, second, second] }],
    ['replies that swapped', 'outOfOrder', { texts: [{ word: 'a0x1' }, { word: 'a0x0' }] }],
    ['a text in a thread of another', 'wrong', { posts: [root0, { ...second, thread: '9' }] }],
    ['a reply without its mark', 'wrong', { marks: new Map([['3', ['vibration_mode']]]) }],
  ])('finds %s', (_what, kind, seen) => {
    const found = check({ ...whole, ...seen })
    const others = Object.entries(found).filter(([, count]) => count > 0)
    expect(others.map(([name]) => name)).toEqual(kind ? [kind] : [])
  })
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bench, build, summaryOf } from './support.js'

const nothing = { lost: 0, duplicated: 0, outOfOrder: 0, wrong: 0 }
const quick = ['--json', '--no-raw', '--runs', '1']

beforeAll(build, 120_000)

describe('the figures', () => {
  it('come from runs in which everything arrived', async () => {
    const ended = await bench(...quick, '--contestants', 'floor,threadline-postgres', '--foul', '0')
    expect(summaryOf(ended)).toMatchObject({
      ok: true,
      rows: [
        { name: 'floor', fair: nothing },
        { name: 'threadline-postgres', fair: nothing },
      ],
    })
    expect(ended.code).toBe(0)
  }, 300_000)

  it.each(['lost', 'duplicated', 'outOfOrder'])(
    'of a run with a planted fault, %s, are failed',
    async (fault) => {
      const planted = ['--plant', fault, '--patience', '2', '--foul', '0']
      const ended = await bench(...quick, '--contestants', 'floor', ...planted)
      expect(summaryOf(ended)).toMatchObject({ ok: false, rows: [{ fair: { ...nothing, [fault]: 1 } }] })
      expect(ended.code).toBe(1)
    },
    120_000,
  )

  it('are drawn, and shown again from what was printed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'threadline-figures-'))
    const chart = join(folder, 'chart.svg')
    const { stdout } = await bench('--from', join(import.meta.dirname, 'printed.jsonl'), '--chart', chart)
    expect(stdout).toContain('| threadline-postgres | 1200 | 700 |')
    const drawn = await readFile(chart, 'utf8')
    await rm(folder, { recursive: true })
    expect(drawn).toContain('prefers-color-scheme: dark')
    expect(drawn).toContain('npm run bench -- --contestants floor,threadline-postgres &lt;')
    expect(drawn.match(/<rect class="first"/g)).toHaveLength(4 + 2 * 4)
  })

  it.each([
    [['--plant', 'fire'], 'There is no fault “fire”.'],
    [['--contestants', 'nobody'], 'There is no contestant “nobody”.'],
    [['--clients', '9'], '--clients is no more than --contacts'],
    [['--messages', 'many'], '--messages takes whole numbers from 1 on, not “many”.'],
    [['--from', 'package.json'], 'package.json does not end with a summary'],
  ])('are not begun with %j', async (args, sentence) => {
    const { code, stderr } = await bench(...args)
    expect(stderr).toContain(sentence)
    expect(code).toBe(2)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { bench, build, summaryOf } from './support.js'

const nothing = { lost: 0, duplicated: 0, outOfOrder: 0, wrong: 0 }

beforeAll(build, 120_000)

interface Grown {
  readonly ok: boolean
}

/** Costs of so few messages say little: whether they are flat is only seen to decide how it ends. */
describe('figures of growth', () => {
  it('are taken with a history, with lines and beside a busy conversation, and everything arrives', async () => {
    const ended = await bench('--json', '--growth', '--sizes', '0,300', '--lines', '2', '--runs', '1')
    const summary = summaryOf(ended)
    expect(summary).toMatchObject({
      history: {
        rows: [
          { conversations: 0, found: nothing, ratios: { inbound: 1, replies: 1 } },
          { conversations: 300, found: nothing },
        ],
      },
      lines: { rows: [{ lines: 2, found: nothing }] },
      busy: { found: nothing, rows: [{ name: 'nothing' }, { name: 'much in many' }, { name: 'much in one' }] },
    })
    expect(ended.code).toBe((summary as Grown).ok ? 0 : 1)
  }, 400_000)

  it('of memory are taken all along a run', async () => {
    const ended = await bench('--json', '--long', '80', '--contestants', 'threadline-memory')
    const summary = summaryOf(ended)
    expect(summary).toMatchObject({ found: nothing, samples: Array(21).fill({ heapMb: expect.any(Number) as number }) })
    expect(ended.code).toBe((summary as Grown).ok ? 0 : 1)
  }, 200_000)

  it('of a run with a planted loss are failed', async () => {
    const planted = ['--plant', 'lost', '--patience', '2', '--contestants', 'floor']
    const ended = await bench('--json', '--long', '40', ...planted)
    expect(summaryOf(ended)).toMatchObject({ ok: false, found: { ...nothing, lost: 1 } })
    expect(ended.code).toBe(1)
  }, 120_000)
})

import { beforeAll, expect, it } from 'vitest'
import { bench, build, summaryOf } from './support.js'

beforeAll(build, 120_000)

it('the figures are had with the sandbox in the place of the fakes, too', async () => {
  const args = ['--json', '--no-raw', '--runs', '1', '--foul', '0', '--through', 'sandbox']
  const ended = await bench(...args, '--contestants', 'threadline-memory')
  const nothing = { lost: 0, duplicated: 0, outOfOrder: 0, wrong: 0 }
  expect(summaryOf(ended)).toMatchObject({ ok: true, rows: [{ name: 'threadline-memory', fair: nothing }] })
}, 300_000)

it('nothing else stands in their place', async () => {
  const { code, stderr } = await bench('--through', 'wind')
  expect([code, stderr]).toEqual([2, expect.stringContaining('--through is fakes or sandbox.')])
}, 60_000)

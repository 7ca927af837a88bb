import { describe, expect, it } from 'vitest'
import { costMs, mayGoAt, type RateLimit } from '../../src/domain/rate-limit.js'

const now = new Date('2030-01-07T10:00:00Z')

/** Takes permits one after the other at one moment, and tells after how many seconds each may go. */
function secondsFor(limit: RateLimit, costs: readonly number[]): readonly number[] {
  let mark = now.getTime()
  return costs.map((cost) => {
    mark += costMs(limit, cost)
    return (mayGoAt(limit, cost, new Date(mark), now).getTime() - now.getTime()) / 1_000
  })
}

describe('a limit', () => {
  it.each<[string, RateLimit, readonly number[], readonly number[]]>([
    [
      'lets a burst go at once and then one a second',
      { permits: 1, perMs: 1_000, burst: 3 },
      [1, 1, 1, 1, 1],
      [0, 0, 0, 1, 2],
    ],
    ['spreads so many a minute evenly', { permits: 50, perMs: 60_000, burst: 1 }, [1, 1, 1], [0, 1.2, 2.4]],
    ['counts what costs more', { permits: 1, perMs: 1_000, burst: 3 }, [2, 2, 1], [0, 1, 2]],
    [
      'lets go what costs more than a burst, and the next one pays for it',
      { permits: 1, perMs: 1_000, burst: 3 },
      [10, 1],
      [0, 8],
    ],
  ])('%s', (_, limit, costs, seconds) => {
    expect(secondsFor(limit, costs)).toEqual(seconds)
  })
})

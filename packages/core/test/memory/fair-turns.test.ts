import { describe, expect, it } from 'vitest'
import { fairTurns, groupOf } from '@threadline/core/memory'
import { fc } from '../support/fast-check.js'

describe('turns', () => {
  it('go round the workspaces, in the order of coming within each', () => {
    const turns = fairTurns(100)
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'c/1']) turns.add(key)
    expect(begun(6, turns)).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'b/2', 'a/3'])
  })

  it('are one for each key in line, however often it is added', () => {
    const turns = fairTurns(2)
    turns.add('a/1')
    turns.add('a/1')
    expect([turns.waiting(), turns.has('a/1'), ...begun(2, turns)]).toEqual([1, true, 'a/1', undefined])
  })

  it.each([
    [1, 64, 48],
    [2, 64, 28],
    [10, 64, 7],
    [1, 1, 1],
    [1, 4, 3],
  ])('of %i workspaces without end leave places of %i: each has at most %i', (workspaces, places, most) => {
    const turns = fairTurns(places)
    for (let n = 0; n < 100; n += 1) for (let w = 0; w < workspaces; w += 1) turns.add(`w${w}/${n}`)
    const running = begun(places, turns).filter((key) => key !== undefined)
    const counts = Array.from({ length: workspaces }, (_value, w) => running.filter((key) => groupOf(key) === `w${w}`))
    expect(Math.max(...counts.map((keys) => keys.length))).toBe(most)
    if (places === 1) return
    turns.add('new/1')
    expect(turns.next()).toBe('new/1')
  })

  it('lose nobody and never give more places than there are, whatever comes and goes', () => {
    const steps = fc.array(fc.oneof(fc.record({ add: fc.nat(4) }), fc.constant('next'), fc.constant('end')))
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 6 }), (given, places) => {
        const turns = fairTurns(places)
        const [added, running, ended]: [string[], string[], string[]] = [[], [], []]
        for (const step of given) {
          if (typeof step === 'object') turns.add(added[added.push(`w${step.add}/${added.length}`) - 1] as string)
          else if (step === 'next') running.push(...begun(1, turns).filter((key) => key !== undefined))
          else if (running.length > 0) ended.push(end(turns, running.shift() as string))
          expect(running.length).toBeLessThanOrEqual(places)
        }
        while (turns.waiting() > 0 || running.length > 0) {
          running.push(...begun(1, turns).filter((key) => key !== undefined))
          ended.push(end(turns, running.shift() as string))
        }
        expect(ended.toSorted()).toEqual(added.toSorted())
      }),
    )
  })
})

function begun(count: number, turns: ReturnType<typeof fairTurns>): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => turns.next())
}

function end(turns: ReturnType<typeof fairTurns>, key: string): string {
  turns.ended(key)
  return key
}

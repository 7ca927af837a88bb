import { describe, expect, it } from 'vitest'
import { weekdays, type OpenHours } from '../../src/domain/business-hours.js'
import { readHours, writeHours } from '../../src/domain/written-hours.js'
import { fc } from '../support/fast-check.js'

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

describe('business hours in words', () => {
  it.each<[string, readonly OpenHours[]]>([
    ['Mon-Fri 9:00-17:30', [{ days: workdays, from: '09:00', to: '17:30' }]],
    ['monday – friday: 9 - 17', [{ days: workdays, from: '09:00', to: '17:00' }]],
    ['Sa, Su 10am-2:30pm', [{ days: ['sat', 'sun'], from: '10:00', to: '14:30' }]],
    ['Fri-Mon 22:00-02:00', [{ days: ['fri', 'sat', 'sun', 'mon'], from: '22:00', to: '02:00' }]],
    ['daily 0:00-24:00', [{ days: weekdays, from: '00:00', to: '24:00' }]],
    [
      'Mon 9-12, 13.30-17\n\nTue 9-12',
      [
        { days: ['mon'], from: '09:00', to: '12:00' },
        { days: ['mon'], from: '13:30', to: '17:00' },
        { days: ['tue'], from: '09:00', to: '12:00' },
      ],
    ],
    ['', []],
  ])('%j is read', (written, weekly) => {
    expect(readHours(written)).toEqual({ type: 'hours', weekly })
  })

  it.each([
    ['9-17', /does not begin with days/],
    ['Mon-Funday 9-17', /does not begin with days/],
    ['M 9-17', /does not begin with days/],
    ['Mon 9', /hours of “Mon 9” cannot be read/],
    ['Mon 9-25', /cannot be read/],
    ['Mon 9:75-17', /cannot be read/],
    ['Mon 13pm-5pm', /begins and ends|cannot be read/],
    ['Mon 24:00-03:00', /cannot be read/],
    ['Mon 9-9', /begins and ends at the same time/],
    ['closed', /does not begin with days/],
  ])('%j is not, and says why', (written, sentence) => {
    expect(readHours(written)).toEqual({ type: 'problem', sentence: expect.stringMatching(sentence) as string })
  })

  it('are written as they are read', () => {
    const time = fc.nat(24 * 60 - 1).map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16))
    const some = fc
      .record({ days: fc.subarray([...weekdays], { minLength: 1 }), from: time, to: time })
      .filter(({ from, to }) => from !== to)
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), (weekly) => {
        const read = readHours(writeHours({ weekly }))
        const sorted = (of: readonly OpenHours[]) => of.map((one) => JSON.stringify(one)).sort()
        expect(read.type === 'hours' && sorted(read.weekly)).toEqual(sorted(weekly))
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { officeAt, problemOfBusinessHours, weekdays, type BusinessHours } from '../../src/domain/business-hours.js'
import { fc } from '../support/fast-check.js'

const minuteMs = 60_000
const time = fc.nat(24 * 4 - 1).map((quarters) => {
  const [hour, minute] = [Math.floor(quarters / 4), (quarters % 4) * 15]
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
})
const hours: fc.Arbitrary<BusinessHours> = fc.record({
  weekly: fc.array(
    fc
      .record({
        days: fc.subarray([...weekdays], { minLength: 1 }),
        from: time,
        to: fc.oneof(time, fc.constant('24:00')),
      })
      .filter(({ from, to }) => from !== to),
    { minLength: 1, maxLength: 3 },
  ),
  holidays: fc.subarray(['2030-03-11', '03-31', '2030-11-03', '10-27']),
})

/** A zone, and a day on which its clock is set. */
const turns = [
  ['America/New_York', '2030-03-10'],
  ['America/New_York', '2030-11-03'],
  ['Europe/Berlin', '2030-03-31'],
  ['Europe/Berlin', '2030-10-27'],
  ['Australia/Lord_Howe', '2030-04-07'],
  ['America/St_Johns', '2030-11-03'],
  ['Africa/Cairo', '2030-04-26'],
] as const

/** The rule a second time, from what a clock and a calendar on the wall show. */
function wallIn(timeZone: string): (of: BusinessHours, at: Date) => boolean {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return ({ holidays, weekly }, at) => {
    const [today = '', clock = ''] = format.format(at).split(' ')
    const yesterday = new Date(Date.parse(today) - 24 * 60 * minuteMs).toISOString().slice(0, 10)
    const begins = (date: string, days: readonly string[]) =>
      days.includes(new Date(date).toUTCString().slice(0, 3).toLowerCase()) &&
      !holidays.some((holiday) => date.endsWith(holiday))
    return weekly.some(({ days, from, to }) =>
      from < to
        ? begins(today, days) && clock >= from && clock < to
        : (begins(today, days) && clock >= from) || (begins(yesterday, days) && clock < to),
    )
  }
}

describe('business hours', () => {
  it('are those of the clock on the wall, and open again at the first open minute, also when the clock is set', () => {
    fc.assert(
      fc.property(hours, fc.constantFrom(...turns), fc.nat(60 * 60), (some, [zone, day], minutes) => {
        const office = officeAt(some, zone)
        const wall = wallIn(zone)
        const at = new Date(Date.parse(`${day}T00:00Z`) - 24 * 60 * minuteMs + minutes * minuteMs)
        const next = office.nextOpenTime(at)
        const until = Math.min(next?.getTime() ?? Infinity, at.getTime() + 36 * 60 * minuteMs)
        for (let ms = at.getTime(); ms < until; ms += minuteMs) expect(wall(some, new Date(ms))).toBe(false)
        if (next) expect([wall(some, next), office.isOpen(next)]).toEqual([true, true])
        expect(office.isOpen(at)).toBe(next?.getTime() === at.getTime())
      }),
      { numRuns: 60 },
    )
  })

  const office = officeAt(
    {
      weekly: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:30' },
        { days: ['mon', 'tue', 'wed', 'thu'], from: '13:30', to: '17:30' },
        { days: ['sat'], from: '22:00', to: '02:00' },
      ],
      holidays: ['12-25', '2030-12-26'],
    },
    'America/New_York',
  )

  it.each([
    ['the lunch break', '2030-01-07T17:45Z', '2030-01-07T18:30Z'],
    ['Friday afternoon', '2030-01-11T20:00Z', '2030-01-13T03:00Z'],
    ['the night to Sunday, which is still Saturday’s', '2030-01-13T06:30Z', '2030-01-13T06:30Z'],
    ['Sunday', '2030-01-13T12:00Z', '2030-01-14T14:00Z'],
    ['Christmas and the day after', '2030-12-24T23:00Z', '2030-12-27T14:00Z'],
    ['the weekend on which the clock is set ahead', '2030-03-10T12:00Z', '2030-03-11T13:00Z'],
  ])('after %s: %s until %s', (_when, at, next) => {
    expect(office.nextOpenTime(new Date(at))).toEqual(new Date(next))
  })

  it('that never come are not waited for', () => {
    const leapDay = { weekly: [{ days: weekdays, from: '02:00', to: '02:30' }], holidays: [] }
    expect(officeAt(leapDay, 'America/New_York').nextOpenTime(new Date('2030-03-10T06:45Z'))).toEqual(
      new Date('2030-03-11T06:00Z'),
    )
    const holidays = Array.from({ length: 366 }, (_, day) =>
      new Date(Date.UTC(2028, 0, 1 + day)).toISOString().slice(5, 10),
    )
    expect(officeAt({ ...leapDay, holidays }, 'UTC').nextOpenTime(new Date('2030-03-10T06:45Z'))).toBeUndefined()
  })

  it.each([
    [{ weekly: [], holidays: [] }, /at least one day/],
    [{ weekly: [{ days: [], from: '09:00', to: '17:00' }], holidays: [] }, /days such as mon/],
    [{ weekly: [{ days: ['mon' as const], from: '9', to: '17:00' }], holidays: [] }, /HH:MM/],
    [{ weekly: [{ days: ['mon' as const], from: '09:00', to: '09:00' }], holidays: [] }, /different times/],
    [{ weekly: [{ days: ['mon' as const], from: '09:00', to: '17:00' }], holidays: ['2030-02-30'] }, /2030-02-30/],
  ])('%j are refused', (some, sentence) => {
    expect(problemOfBusinessHours(some)).toMatch(sentence)
  })
})

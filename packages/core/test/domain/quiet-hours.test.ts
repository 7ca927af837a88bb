import { describe, expect, it } from 'vitest'
import { problemOfQuietHours, quietNow } from '../../src/domain/quiet-hours.js'
import { zonesOfNumber } from '../../src/domain/zones-of-number.js'

const night = { from: '21:00', to: '08:00' }
const at = (iso: string) => new Date(iso)

describe('quiet hours', () => {
  it.each([
    ['20:59 in New York is loud', ['America/New_York'], '2030-01-08T01:59:00Z', undefined],
    ['21:00 in New York is quiet until eight', ['America/New_York'], '2030-01-08T02:00:00Z', '2030-01-08T13:00:00Z'],
    ['07:59:30 is quiet for half a minute', ['America/New_York'], '2030-01-08T12:59:30Z', '2030-01-08T13:00:00Z'],
    ['08:00 is loud', ['America/New_York'], '2030-01-08T13:00:00Z', undefined],
    ['half-hour zones are read by their own clock', ['Asia/Kolkata'], '2030-01-08T20:00:00Z', '2030-01-09T02:30:00Z'],
    [
      'an hour less in the night clocks go forward',
      ['America/New_York'],
      '2030-03-10T03:00:00Z',
      '2030-03-10T12:00:00Z',
    ],
    ['an hour more in the night they go back', ['America/New_York'], '2030-11-03T02:00:00Z', '2030-11-03T13:00:00Z'],
    ['forward in Europe', ['Europe/Berlin'], '2030-03-30T22:00:00Z', '2030-03-31T06:00:00Z'],
    ['back in Europe', ['Europe/Berlin'], '2030-10-26T20:00:00Z', '2030-10-27T07:00:00Z'],
    [
      'quiet in one of two zones',
      ['America/New_York', 'America/Chicago'],
      '2030-01-08T02:30:00Z',
      '2030-01-08T14:00:00Z',
    ],
    ['loud in both', ['America/New_York', 'America/Los_Angeles'], '2030-01-08T18:00:00Z', undefined],
    [
      'the other zone may be later',
      ['America/Los_Angeles', 'America/New_York'],
      '2030-01-08T15:00:00Z',
      '2030-01-08T16:00:00Z',
    ],
  ] as const)('%s', (_, zones, now, until) => {
    const [first, ...others] = zones
    expect(quietNow(night, [first, ...others], at(now))?.until).toEqual(until && at(until))
  })

  it('end at the first minute there is when the clock jumps over their end', () => {
    const until = quietNow({ from: '22:00', to: '02:30' }, ['America/New_York'], at('2030-03-10T06:00:00Z'))?.until
    expect(until).toEqual(at('2030-03-10T07:00:00Z'))
  })

  it('within a day do not span midnight', () => {
    const siesta = { from: '13:00', to: '15:00' }
    expect(quietNow(siesta, ['UTC'], at('2030-01-08T13:10:00Z'))).toEqual({
      until: at('2030-01-08T15:00:00Z'),
      clock: '13:10',
    })
    expect(quietNow(siesta, ['UTC'], at('2030-01-08T12:59:00Z'))).toBeUndefined()
  })

  it('of zones that are never loud at once follow the first that is quiet', () => {
    const zones = ['America/Los_Angeles', 'Asia/Kolkata'] as const
    const until = quietNow({ from: '18:00', to: '09:00' }, [...zones], at('2030-01-08T05:00:00Z'))?.until
    expect(until).toEqual(at('2030-01-08T17:00:00Z'))
  })

  it.each([
    [{ from: '21:00', to: '08:00' }, undefined],
    [{ from: '9pm', to: '08:00' }, 'HH:MM'],
    [{ from: '24:00', to: '08:00' }, 'HH:MM'],
    [{ from: '08:00', to: '08:00' }, 'different'],
  ])('%j are checked', (hours, problem) => {
    if (problem === undefined) expect(problemOfQuietHours(hours)).toBeUndefined()
    else expect(problemOfQuietHours(hours)).toContain(problem)
  })
})

describe('the zones of a number', () => {
  it.each([
    ['+14155550123', 'US', ['America/Los_Angeles']],
    ['+18505550123', 'US', ['America/New_York', 'America/Chicago']],
    ['+15205550123', 'US', ['America/Phoenix']],
    ['+16475550123', 'CA', ['America/Toronto']],
    ['+442079460958', 'GB', ['Europe/London']],
    ['+351210000000', 'PT', ['Europe/Lisbon', 'Atlantic/Azores']],
    ['+80012345678', undefined, []],
  ])('%s', (number, country, zones) => {
    expect(zonesOfNumber(number, country)).toEqual(zones)
  })

  it('with an area code nobody knows are those of the whole country', () => {
    expect(zonesOfNumber('+12995550123', 'US')).toContain('Pacific/Honolulu')
  })

  it('are zones that there are', () => {
    const all = ['US', 'CA', 'AU', 'MX', 'BR', 'ID', 'ES', 'CL', 'UA'].flatMap((country) => zonesOfNumber('', country))
    for (const zone of all) expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
  })
})

/** Days of the week, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** Hours that are the same on some days of the week. */
export interface OpenHours {
  readonly days: readonly Weekday[]
  /** `HH:MM` */
  readonly from: string
  /** `HH:MM`, `24:00` for the end of the day; at or before `from` it is of the next day. */
  readonly to: string
}

/** When somebody answers, by the clock where the line is at home. */
export interface BusinessHours {
  /** A day may have several hours. Those over midnight belong to the day on which they begin. */
  readonly weekly: readonly OpenHours[]
  /** Days on which no hours begin: `YYYY-MM-DD`, or `MM-DD` for every year. */
  readonly holidays: readonly string[]
}

/** The business hours of a place. */
export interface Office {
  isOpen(at: Date): boolean
  /** The moment itself when it is open, else the minute from which it is open; `undefined` when it is not within a year. */
  nextOpenTime(at: Date): Date | undefined
}

const minuteMs = 60_000
const dayMinutes = 24 * 60
const lookAheadMs = 400 * dayMinutes * minuteMs

/**
 * Reads business hours as the clock on the wall shows them: on the day on which it jumps ahead, hours that it jumps over
 * do not take place; on the day on which it is set back, they take place as often as it shows them.
 *
 * @param zone - IANA name
 */
export function officeAt(hours: BusinessHours, zone: string): Office {
  const clock = wallClockIn(zone)
  const isOpen = (at: Date) => isOpenBy(hours, clock(at))
  return {
    isOpen,
    nextOpenTime(at) {
      if (isOpen(at)) return at
      const begin = Math.floor(at.getTime() / minuteMs) * minuteMs
      for (let next = new Date(begin); next.getTime() - begin < lookAheadMs; next = later(hours, clock, next)) {
        if (isOpen(next)) return next
      }
      return undefined
    },
  }
}

/** What is wrong with business hours, in words that go on from "the line", or `undefined`. */
export function problemOfBusinessHours({ holidays, weekly }: BusinessHours): string | undefined {
  if (weekly.length === 0) return 'needs at least one day with business hours'
  for (const { days, from, to } of weekly) {
    if (days.length === 0 || !days.every((day) => weekdays.includes(day))) return 'needs days such as mon for its hours'
    if (!isTime(from) || !(isTime(to) || to === '24:00'))
      return 'needs business hours as HH:MM, such as 09:00 and 17:30'
    if (from === to) return 'needs business hours that begin and end at different times'
  }
  const wrong = holidays.find((day) => !isHoliday(day))
  return wrong === undefined ? undefined : `cannot read the holiday “${wrong}”: write it as 2030-12-25, or 12-25`
}

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)

/** Whether this is a day, or one of every year: a leap year stands in for those. */
export function isHoliday(day: string): boolean {
  const full = /^\d{2}-\d{2}$/.test(day) ? `2028-${day}` : day
  return /^\d{4}-\d{2}-\d{2}$/.test(full) && dateOf(Date.parse(`${full}T00:00Z`)) === full
}

/** What the clock on the wall shows: as if it were UTC, in milliseconds since 1970. */
export type WallClock = (at: Date) => number

export function wallClockIn(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = format.format(at).match(/\d+/g)?.map(Number) ?? []
    return Date.UTC(year, month - 1, day, hour, minute)
  }
}

/** Goes on to when hours begin or the day ends; by the minute while the clock is set meanwhile. */
function later(hours: BusinessHours, clock: WallClock, at: Date): Date {
  const shown = clock(at)
  const stepMs = minutesToChange(hours, shown) * minuteMs
  const next = new Date(at.getTime() + stepMs)
  return clock(next) === shown + stepMs ? next : new Date(at.getTime() + minuteMs)
}

function minutesToChange(hours: BusinessHours, shown: number): number {
  const now = minutesOf(shown)
  const begins = hoursOf(hours, shown).map(({ from }) => readMinutes(from))
  return Math.min(dayMinutes, ...begins.filter((begin) => begin > now)) - now
}

function isOpenBy(hours: BusinessHours, shown: number): boolean {
  const now = minutesOf(shown)
  const isOfToday = hoursOf(hours, shown).some((one) => {
    const [from, to] = [readMinutes(one.from), readMinutes(one.to)]
    return now >= from && (now < to || to <= from)
  })
  const yesterday = hoursOf(hours, shown - dayMinutes * minuteMs)
  return isOfToday || yesterday.some((one) => isOvernight(one) && now < readMinutes(one.to))
}

/** Those that begin on the day that the clock shows. */
function hoursOf({ holidays, weekly }: BusinessHours, shown: number): readonly OpenHours[] {
  const date = dateOf(shown)
  if (holidays.includes(date) || holidays.includes(date.slice(5))) return []
  const day = weekdays[(new Date(shown).getUTCDay() + 6) % 7]
  return weekly.filter(({ days }) => day !== undefined && days.includes(day))
}

const isOvernight = ({ from, to }: OpenHours): boolean => readMinutes(to) <= readMinutes(from)
const minutesOf = (shown: number): number => Math.floor(shown / minuteMs) % dayMinutes
const readMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const dateOf = (shown: number): string => (Number.isNaN(shown) ? '' : new Date(shown).toISOString().slice(0, 10))

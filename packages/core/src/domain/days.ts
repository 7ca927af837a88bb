import { wallClockIn } from './business-hours.js'

const dayMs = 24 * 60 * 60_000

/** A day where a line is at home. */
export interface Day {
  readonly startsAt: Date
  /** `Mon 16` */
  readonly label: string
}

/**
 * The last days by the clock on the wall, the one that has not ended last.
 *
 * @param zone - IANA name
 */
export function lastDays(now: Date, zone: string, count: number): readonly Day[] {
  const clock = wallClockIn(zone)
  const today = Math.floor(clock(now) / dayMs) * dayMs
  return Array.from({ length: count }, (_, index) => {
    const shown = today - (count - 1 - index) * dayMs
    return { startsAt: momentOf(shown, clock), label: labelOf(new Date(shown)) }
  })
}

/** When the clock shows something: the distance from UTC is looked up where it is guessed to be, and once more there. */
function momentOf(shown: number, clock: (at: Date) => number): Date {
  const guess = shown - (clock(new Date(shown)) - shown)
  return new Date(guess - (clock(new Date(guess)) - shown))
}

const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const labelOf = (day: Date): string => `${names[day.getUTCDay()]} ${String(day.getUTCDate()).padStart(2)}`

/** When nothing that can wait is texted, by the clock where the contact is: `22:00` to `08:00` spans midnight. */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string
  /** `HH:MM` */
  readonly to: string
}

/** What the quiet hours of a line do to a text of now. */
export interface Quiet {
  /** The first moment at which it is quiet nowhere the contact may be. */
  readonly until: Date
  /** The time there now, such as `22:10`. */
  readonly clock: string
}

const minuteMs = 60_000
const dayMinutes = 24 * 60

/** What is wrong with quiet hours, in words that go on from "the line", or `undefined`. */
export function problemOfQuietHours({ from, to }: QuietHours): string | undefined {
  if (![from, to].every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))) {
    return 'needs quiet hours as HH:MM, such as 21:00 and 08:00'
  }
  return from === to ? 'needs quiet hours that begin and end at different times' : undefined
}

/**
 * Whether it is quiet for a contact, and until when. Somebody who may be in one of several zones is left alone while it is
 * quiet in any of them. Where it is never loud in all of them, the first zone decides.
 *
 * @param zones - IANA names
 */
export function quietNow(hours: QuietHours, zones: readonly [string, ...string[]], now: Date): Quiet | undefined {
  const clocks = zones.map(clockIn)
  const first = clocks.find((clock) => isQuiet(hours, clock(now)))
  if (!first) return undefined
  const until = loudFrom(hours, clocks, now) ?? loudFrom(hours, [first], now)
  return until && { until, clock: written(first(now)) }
}

/** Minutes since midnight, by the clocks of a zone. */
type Clock = (at: Date) => number

function clockIn(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => readMinutes(format.format(at))
}

const readMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const written = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function isQuiet({ from, to }: QuietHours, minutes: number): boolean {
  const [begin, end] = [readMinutes(from), readMinutes(to)]
  return begin < end ? minutes >= begin && minutes < end : minutes >= begin || minutes < end
}

/** Goes from the end of one zone's quiet hours to that of the next, until it is loud everywhere, for two days at most. */
function loudFrom(hours: QuietHours, clocks: readonly Clock[], now: Date): Date | undefined {
  const limit = now.getTime() + 2 * dayMinutes * minuteMs
  for (let at = now; at.getTime() < limit;) {
    const quiet = clocks.find((clock) => isQuiet(hours, clock(at)))
    if (!quiet) return at
    at = endOfQuiet(hours, quiet, at)
  }
  return undefined
}

/** The wall clock may jump on the way, by an hour or two, so the minutes around the end are looked at one by one. */
function endOfQuiet(hours: QuietHours, clock: Clock, at: Date): Date {
  const left = (readMinutes(hours.to) - clock(at) + dayMinutes) % dayMinutes || 1
  const begin = Math.floor(at.getTime() / minuteMs) * minuteMs
  for (let minutes = Math.max(left - 120, 1); ; minutes += 1) {
    const candidate = new Date(begin + minutes * minuteMs)
    if (!isQuiet(hours, clock(candidate))) return candidate
  }
}

import { isZone } from './contact-details.js'

/**
 * A moment in figures that are read alike in every language: `2030-01-08 09:00` by the contact's own clock where their zone
 * is known, else by the line's clock, with its distance from UTC.
 */
export function writeOpenTime(at: Date, lineZone: string, contactZone: string | undefined): string {
  const isKnown = contactZone !== undefined && isZone(contactZone)
  const shown = wallClock(at, isKnown ? contactZone : lineZone)
  const time = shown.toISOString().slice(0, 16).replace('T', ' ')
  return isKnown ? time : `${time} ${writeOffset(shown.getTime() - Math.floor(at.getTime() / 60_000) * 60_000)}`
}

/** A text with the time in the place of `{{next_open_time}}`. */
export function fillOpenTime(text: string, time: string): string {
  return text.replaceAll(openTime, () => time)
}

/** Whether a text says when it is open again. */
export const saysOpenTime = (text: string): boolean => text.search(openTime) >= 0

const openTime = /\{\{\s*next_open_time\s*\}\}/g

/** What the clock shows, as if it were UTC. */
function wallClock(at: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const [day = 0, month = 1, year = 0, hour = 0, minute = 0] = format.format(at).match(/\d+/g)?.map(Number) ?? []
  return new Date(Date.UTC(year, month - 1, day, hour, minute))
}

function writeOffset(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  const sign = ms < 0 ? '-' : '+'
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  return minutes === 0 ? 'UTC' : `UTC${sign}${Math.floor(minutes / 60)}${rest}`
}

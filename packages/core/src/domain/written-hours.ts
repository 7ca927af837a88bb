import { weekdays, type BusinessHours, type OpenHours, type Weekday } from './business-hours.js'

/** Business hours as people write them, one line for days with the same: `Mon-Fri 9:00-12:30, 13:30-17:30`. */
export type WrittenHours =
  | { readonly type: 'hours'; readonly weekly: readonly OpenHours[] }
  /** Whole sentences. */
  | { readonly type: 'problem'; readonly sentence: string }

/** Reads business hours. What cannot be read is named. */
export function readHours(written: string): WrittenHours {
  const weekly: OpenHours[] = []
  for (const line of written.split(/[\n;]/).map((one) => one.trim())) {
    if (line === '') continue
    const hours = readLine(line)
    if (typeof hours === 'string') return { type: 'problem', sentence: hours }
    weekly.push(...hours)
  }
  return { type: 'hours', weekly }
}

/** Writes business hours the way they are read. */
export function writeHours({ weekly }: Pick<BusinessHours, 'weekly'>): string {
  const lines = new Map<string, string[]>()
  for (const { days, from, to } of weekly) {
    const named = writeDays(days)
    lines.set(named, [...(lines.get(named) ?? []), `${from}-${to}`])
  }
  return [...lines].map(([days, hours]) => `${days} ${hours.join(', ')}`).join('\n')
}

const dash = /\s*[-–—]\s*/

function readLine(line: string): readonly OpenHours[] | string {
  const [, named = '', times = ''] = /^(\D*?)\s*(\d.*)$/.exec(line) ?? []
  const days = readDays(named)
  if (!days) return `“${line}” does not begin with days. ${example}`
  const hours = times.split(/\s*[,&]\s*|\s+and\s+/).map((one) => readSpan(days, one))
  const isRead = (one: OpenHours | undefined): one is OpenHours => one !== undefined
  if (!hours.every(isRead)) return `The hours of “${line}” cannot be read. ${example}`
  return hours.some(({ from, to }) => from === to) ? `“${line}” begins and ends at the same time.` : hours
}

const example = 'Write for example: Mon-Fri 9:00-17:30'

function readSpan(days: readonly Weekday[], span: string): OpenHours | undefined {
  const [from, to, ...others] = span.split(dash).map(readTime)
  const isWhole = from !== undefined && from !== '24:00' && to !== undefined && others.length === 0
  return isWhole ? { days, from, to } : undefined
}

/** `9`, `9:00`, `09.00` and `5:30pm` are times. */
function readTime(written: string): string | undefined {
  const [, hours = '', minutes = '00', half = ''] = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?$/i.exec(written.trim()) ?? []
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  const isHour = hours !== '' && (half === '' || (Number(hours) >= 1 && Number(hours) <= 12))
  const time = `${String(hour).padStart(2, '0')}:${minutes}`
  return isHour && (time === '24:00' || (hour < 24 && Number(minutes) < 60)) ? time : undefined
}

function readDays(named: string): readonly Weekday[] | undefined {
  const spans = named
    .replace(/:$/, '')
    .trim()
    .toLowerCase()
    .split(/\s*,\s*/)
  const days = spans.map(readDaySpan)
  return days.every((one) => one !== undefined) ? [...new Set(days.flat())] : undefined
}

function readDaySpan(span: string): readonly Weekday[] | undefined {
  if (/^(daily|every day)$/.test(span)) return weekdays
  const [first, ...others] = span.split(dash).map(readDay)
  const last = others.length === 0 ? first : others[0]
  if (first === undefined || last === undefined || others.length > 1) return undefined
  const count = ((last - first + weekdays.length) % weekdays.length) + 1
  return [...weekdays, ...weekdays].slice(first, first + count)
}

/** `mo`, `mon` and `monday` are the same day. */
function readDay(named: string): number | undefined {
  const index = weekdayNames.findIndex((name) => named.length >= 2 && name.startsWith(named))
  return index < 0 ? undefined : index
}

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Days in a row are written as such. */
function writeDays(days: readonly Weekday[]): string {
  const indexes = weekdays.map((_, index) => index).filter((index) => days.includes(weekdays[index] ?? 'mon'))
  const runs: number[][] = []
  for (const index of indexes) {
    const run = runs.at(-1)
    if (run?.at(-1) === index - 1) run.push(index)
    else runs.push([index])
  }
  return runs.map(writeRun).join(', ')
}

function writeRun(run: readonly number[]): string {
  const [first = 0, last = first] = [run[0], run.at(-1)]
  return first === last ? nameOf(first) : `${nameOf(first)}-${nameOf(last)}`
}

const nameOf = (index: number): string =>
  (weekdayNames[index] ?? '').slice(0, 3).replace(/^./, (first) => first.toUpperCase())

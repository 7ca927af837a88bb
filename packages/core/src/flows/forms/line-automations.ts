import { isHoliday, weekdays, type BusinessHours } from '../../domain/business-hours.js'
import { valueOf, type FormValues } from '../../domain/form.js'
import { longestAutomaticText } from '../../domain/line-automations.js'
import { readHours, writeHours } from '../../domain/written-hours.js'
import { amountField, splitWords, textField, type LineField } from './line-field.js'
import { lineForm } from './line-form.js'

const zone: LineField = {
  name: 'zone',
  item: (line) => ({
    type: 'suggest',
    name: 'zone',
    label: 'Time zone of the business hours',
    source: 'zone',
    placeholder: 'A city, such as Chicago',
    value: { label: line.zone, value: line.zone },
  }),
  read: (values) => ({ zone: valueOf(values, 'zone') }),
}

const businessHours: LineField = {
  name: 'businessHours',
  item: (line) => ({
    type: 'text',
    name: 'businessHours',
    label: 'Business hours',
    hint: 'Such as Mon-Fri 9:00-12:30, 13:30-17:30 and, in the next line, Sat 10:00-14:00. Empty: around the clock.',
    value: line.businessHours === 'always' ? '' : writeHours(line.businessHours),
    maxLength: 1_000,
    isLong: true,
    isOptional: true,
  }),
  read(values) {
    const written = readHours(valueOf(values, 'businessHours'))
    return written.type === 'problem'
      ? written.sentence
      : { businessHours: hoursOf(written.weekly, holidaysIn(values)) }
  },
}

const allWeek = [{ days: weekdays, from: '00:00', to: '24:00' }] as const

/** A desk that is open around the clock may still have holidays. */
function hoursOf(weekly: BusinessHours['weekly'], holidays: readonly string[]): BusinessHours | 'always' {
  if (weekly.length > 0) return { weekly, holidays: holidays.filter(isHoliday) }
  return holidays.length === 0 ? 'always' : { weekly: allWeek, holidays: holidays.filter(isHoliday) }
}

const holidaysIn = (values: FormValues): readonly string[] => splitWords(valueOf(values, 'holidays'))

/** Kept with the hours; here only what is wrong is told. */
const holidays: LineField = {
  name: 'holidays',
  item: (line) => ({
    type: 'text',
    name: 'holidays',
    label: 'Holidays',
    hint: 'Days without business hours: 2030-11-28, or 12-25 for every year. Commas between them.',
    value: line.businessHours === 'always' ? '' : line.businessHours.holidays.join(', '),
    maxLength: 3_000,
    isLong: true,
    isOptional: true,
  }),
  read(values) {
    const wrong = holidaysIn(values).find((day) => !isHoliday(day))
    return wrong === undefined ? {} : `“${wrong}” is no day. Write it as 2030-12-25, or as 12-25 for every year.`
  },
}

const reply = { isLong: true, isOptional: true, maxLength: longestAutomaticText } as const

/** What a line answers by itself, and when it is open. */
export const automationSettings = lineForm(
  'line-automations',
  '🤖 Answering by itself',
  [
    textField('firstMessageReply', {
      label: 'Reply to the first text of a new contact',
      hint: 'Empty: none.',
      ...reply,
    }),
    businessHours,
    holidays,
    zone,
    textField('afterHoursReply', {
      label: 'Reply outside of business hours',
      hint: '{{next_open_time}} becomes the day and time at which they begin again. Empty: none.',
      ...reply,
    }),
    amountField('afterHoursCooldownMs', {
      label: 'Hours before a contact gets that reply again',
      unit: 'hours',
      unitMs: 3_600_000,
      most: 720,
    }),
    amountField('activeAfterReplyMs', {
      label: 'Minutes after a teammate’s answer in which it is not given',
      hint: 'Somebody is there, whatever the clock says.',
      unit: 'minutes',
      unitMs: 60_000,
      most: 1_440,
    }),
  ],
  'A text gets one reply at most: of a keyword, else outside of business hours, else to a first text.',
)

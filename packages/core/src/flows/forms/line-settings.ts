import { valueOf, type FormErrors, type FormValues, type FormView } from '../../domain/form.js'
import { problemOfLine, type Line, type LineSettings } from '../../domain/line.js'
import { sendModes, type SendMode } from '../../domain/send-mode.js'
import { isDuplicate, type Flow } from '../flow.js'
import { problemOfChannel, saveLineSettings } from '../settings/save-settings.js'
import { formErrors, type FormSubmit } from './form-submit.js'

const minuteMs = 60_000
const mostMinutes = 1_440

const modeLabels: Readonly<Record<SendMode, string>> = {
  'reply-all': 'Every message that somebody types there',
  'mention-to-send': 'Only messages that mention the app',
  'confirm-first': 'What somebody has confirmed',
  'alerts-only': 'Nothing: only Send text and the send command',
}

/** The form that says how a line behaves. `channelId` is the id of its shared channel, once it is known. */
export function lineSettingsForm(line: Line, channelId: string | undefined): FormView {
  return {
    name: 'line-settings',
    title: '⚙️ Channel settings',
    submit: 'Save',
    subject: line.id,
    items: [
      { type: 'text', name: 'name', label: 'Name of the line', value: line.name, maxLength: 80 },
      {
        type: 'channel',
        name: 'channel',
        label: 'Channel in which its texts arrive',
        hint: 'The app has to be in it: /invite @Threadline. Conversations that there are stay where they are.',
        value: channelId,
        isOptional: channelId === undefined,
      },
      {
        type: 'text',
        name: 'notificationWindowMs',
        label: 'Minutes of quiet before a reminder is posted',
        value: String(line.notificationWindowMs / minuteMs),
        maxLength: 8,
      },
      {
        type: 'text',
        name: 'defaultCountry',
        label: 'Country of numbers without +',
        hint: 'Two letters, such as US, GB or DE.',
        value: line.defaultCountry,
        maxLength: 2,
      },
      {
        type: 'text',
        name: 'quietHours',
        label: 'Quiet hours, by the clock where the customer is',
        hint: 'Such as 21:00-08:00. First and scheduled texts wait until they are over; answers do not. Empty: none.',
        value: line.quietHours === 'off' ? '' : `${line.quietHours.from}-${line.quietHours.to}`,
        maxLength: 20,
        isOptional: true,
      },
      ...conductItems(line),
    ],
  }
}

function conductItems(line: Line): FormView['items'] {
  return [
    {
      type: 'choice',
      name: 'sendMode',
      label: 'What is texted of what is typed in its threads',
      options: sendModes.map((value) => ({ label: modeLabels[value], value })),
      value: line.sendMode,
    },
    {
      type: 'choice',
      name: 'channelPrivacy',
      label: 'Channels made for one contact are',
      options: [
        { label: 'Public', value: 'public' },
        { label: 'Private', value: 'private' },
      ],
      value: line.channelPrivacy,
    },
    { type: 'toggle', name: 'longTexts', label: 'Send long texts in parts', isOn: line.longTexts === 'split' },
    { type: 'toggle', name: 'smartQuotes', label: 'Make curly quotes plain', isOn: line.smartQuotes === 'plain' },
    { type: 'toggle', name: 'unassignOnClose', label: 'Closing takes it from its owner', isOn: line.unassignOnClose },
  ]
}

/** The form was submitted; its fields have the names of the settings. That the app is in the channel was found out at the door. */
export const submitLineSettings: FormSubmit = async (flow, event) => {
  const line = flow.lines.find(event.subject)
  if (!line) return formErrors({ name: 'This line is no longer there.' })
  const changes = readChanges(event.values, flow.lines.channelIdOf(line))
  const errors = { ...problemsIn(line, changes), ...channelProblem(flow, line, changes) }
  if (Object.keys(errors).length > 0) return formErrors(errors)
  if (await isDuplicate(flow, event.identities, 'line-settings')) return undefined
  await saveLineSettings(flow, line.id, changes)
  return undefined
}

/** A channel that is the line's already is left as the host has named it. */
function readChanges(values: FormValues, channelNow: string | undefined): Partial<LineSettings> {
  const isOn = (name: string) => valueOf(values, name) === 'on'
  const channel = valueOf(values, 'channel')
  const sendMode = sendModes.find((mode) => mode === valueOf(values, 'sendMode'))
  return {
    name: valueOf(values, 'name').trim(),
    ...(channel === '' || channel === channelNow ? {} : { channel }),
    notificationWindowMs: Number(valueOf(values, 'notificationWindowMs').replace(',', '.')) * minuteMs,
    defaultCountry: valueOf(values, 'defaultCountry').trim().toUpperCase(),
    quietHours: readQuietHours(valueOf(values, 'quietHours').trim()),
    ...(sendMode === undefined ? {} : { sendMode }),
    channelPrivacy: valueOf(values, 'channelPrivacy') === 'private' ? 'private' : 'public',
    longTexts: isOn('longTexts') ? 'split' : 'refuse',
    smartQuotes: isOn('smartQuotes') ? 'plain' : 'keep',
    unassignOnClose: isOn('unassignOnClose'),
  }
}

/** What cannot be read comes out as hours that are refused. */
function readQuietHours(typed: string): LineSettings['quietHours'] {
  const [from = '', to = '', ...others] = typed.split(/\s*[-–]\s*/)
  return typed === '' ? 'off' : { from, to: others.length > 0 ? '' : to }
}

/** What is wrong with each change by itself, at its field. */
function problemsIn(line: Line, changes: Partial<LineSettings>): FormErrors {
  const problems = Object.entries(changes).flatMap(([name, value]): [string, string][] => {
    const problem = problemOfLine({ ...line, [name]: value })
    return problem === undefined ? [] : [[name, `The line ${problem}.`]]
  })
  const window = changes.notificationWindowMs ?? 0
  const isMinutes = window >= 0 && window <= mostMinutes * minuteMs
  const inMinutes = `Give the minutes as a number from 0 to ${mostMinutes}, such as 3.`
  return { ...Object.fromEntries(problems), ...(isMinutes ? {} : { notificationWindowMs: inMinutes }) }
}

function channelProblem(flow: Flow, { id }: Line, { channel }: Partial<LineSettings>): FormErrors {
  const problem = problemOfChannel(flow, id, channel)
  return problem === undefined ? {} : { channel: `The line ${problem}.` }
}

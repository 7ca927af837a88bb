import { valueOf } from '../../domain/form.js'
import type { LineSettings } from '../../domain/line.js'
import { sendModes, type SendMode } from '../../domain/send-mode.js'
import { amountField, choiceField, textField, toggleField, type LineField } from './line-field.js'
import { lineForm } from './line-form.js'

const modeLabels: Readonly<Record<SendMode, string>> = {
  'reply-all': 'Every message that somebody types there',
  'mention-to-send': 'Only messages that mention the app',
  'confirm-first': 'What somebody has confirmed',
  'alerts-only': 'Nothing: only Send text and the send command',
}

const defaultCountry: LineField = {
  ...textField('defaultCountry', {
    label: 'Country of numbers without +',
    hint: 'Two letters, such as US, GB or DE.',
    maxLength: 2,
  }),
  read: (values) => ({ defaultCountry: valueOf(values, 'defaultCountry').trim().toUpperCase() }),
}

const quietHours: LineField = {
  name: 'quietHours',
  item: (line) => ({
    type: 'text',
    name: 'quietHours',
    label: 'Quiet hours, by the clock where the customer is',
    hint: 'Such as 21:00-08:00. First and scheduled texts wait until they are over; answers do not. Empty: none.',
    value: line.quietHours === 'off' ? '' : `${line.quietHours.from}-${line.quietHours.to}`,
    maxLength: 20,
    isOptional: true,
  }),
  read: (values) => ({ quietHours: readQuietHours(valueOf(values, 'quietHours').trim()) }),
}

/** What cannot be read comes out as hours that are refused. */
function readQuietHours(typed: string): LineSettings['quietHours'] {
  const [from = '', to = '', ...others] = typed.split(/\s*[-–]\s*/)
  return typed === '' ? 'off' : { from, to: others.length > 0 ? '' : to }
}

/** What of what people write is texted, when, and how. */
export const sendingSettings = lineForm('line-sending', '📤 Sending', [
  choiceField(
    'sendMode',
    'What is texted of what is typed in its threads',
    sendModes.map((value) => ({ label: modeLabels[value], value })),
  ),
  textField('signature', {
    label: 'Signature under what people text',
    hint: 'Such as - {{agent.firstName}}, Acme. It is charged like the rest of the text. Empty: none.',
    maxLength: 120,
    isOptional: true,
  }),
  amountField('undoWindowMs', {
    label: 'Seconds for which a reply can be taken back',
    hint: 'It waits for so long: editing changes it, deleting cancels it. At most 600. Empty: it leaves at once.',
    unit: 'seconds',
    unitMs: 1_000,
    most: 600,
    isOptional: true,
  }),
  amountField('collisionWindowMs', {
    label: 'Seconds within which a second person’s answer is pointed out to them',
    hint: 'Both are texted. Empty: never.',
    unit: 'seconds',
    unitMs: 1_000,
    most: 3_600,
    isOptional: true,
  }),
  defaultCountry,
  amountField('warnAboveSegments', {
    label: 'Parts above which Send text asks once more',
    hint: 'A text of more than 160 characters is charged as several parts.',
    unit: 'parts',
    most: 100,
  }),
  toggleField('longTexts', 'Send long texts in parts', 'split', 'refuse'),
  toggleField('bigFiles', 'Link to files that cannot go along', 'link', 'refuse'),
  toggleField('smartQuotes', 'Make curly quotes plain', 'plain', 'keep'),
  quietHours,
  amountField('broadcastPerMinute', {
    label: 'Parts of broadcasts that leave in a minute',
    hint: 'Of all broadcasts of this line together. Ordinary numbers in the US take 60.',
    unit: 'parts',
    most: 60_000,
  }),
  toggleField('broadcastsTo', 'Broadcast only to people who have written to this line', 'who-wrote', 'everybody'),
])

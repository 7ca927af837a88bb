import { valueOf } from '../../domain/form.js'
import { amountField, choiceField, textField, toggleField, wordsField, type LineField } from './line-field.js'
import { lineForm } from './line-form.js'

/** A channel that is the line's already is left as the host has named it. */
const channel: LineField = {
  name: 'channel',
  item: (_line, channelId) => ({
    type: 'channel',
    name: 'channel',
    label: 'Channel in which its texts arrive',
    hint: 'The app has to be in it: /invite @Threadline. Conversations that there are stay where they are.',
    value: channelId,
    isOptional: channelId === undefined,
  }),
  read(values, channelId) {
    const chosen = valueOf(values, 'channel')
    return chosen === '' || chosen === channelId ? {} : { channel: chosen }
  },
}

/** Where a line is in chat, and what becomes of its conversations there. */
export const channelSettings = lineForm('line-settings', '⚙️ Channel', [
  textField('name', { label: 'Name of the line', maxLength: 80 }),
  channel,
  amountField('notificationWindowMs', {
    label: 'Minutes of quiet before a reminder is posted',
    unit: 'minutes',
    unitMs: 60_000,
    most: 1_440,
  }),
  choiceField('channelPrivacy', 'Channels made for one contact are', [
    { label: 'Public', value: 'public' },
    { label: 'Private', value: 'private' },
  ]),
  toggleField('firstReplierOwns', 'Whoever answers first looks after a conversation of nobody', true, false),
  toggleField('unassignOnClose', 'Closing takes it from its owner', true, false),
  amountField('autoCloseMs', {
    label: 'Hours of quiet after which a conversation is closed',
    hint: 'Not while a text waits for an answer. Empty: never.',
    unit: 'hours',
    unitMs: 3_600_000,
    most: 8_760,
    isOptional: true,
  }),
  wordsField('closeWords', {
    label: 'Words that close a conversation',
    hint: 'Written alone in its thread, by a member; not texted. Commas between them. Empty: none.',
  }),
  wordsField('reopenWords', { label: 'Words that open it again' }),
])

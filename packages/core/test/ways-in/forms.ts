import type { FormName, LineSettings } from '@threadline/core'
import { asShown } from '../support/fill-in.js'
import type { Desk } from '../support/desk.js'
import { submit } from './press.js'
import * as thing from './things.js'
import type { Doing, WaysIn } from './way.js'

/** Opens a form of the line, changes one field, and saves. */
function lineForm(
  form: FormName & `line-${string}`,
  what: string,
  typed: Readonly<Record<string, string>>,
  changes: Partial<LineSettings>,
): Doing {
  return {
    what,
    code: ['settings.changeLine'],
    events: ['settings.changed'],
    prepare: thing.line,
    async inSlack(desk: Desk, line) {
      await desk.click(form, line)
      const shown = desk.chat.forms.at(-1)
      await submit(desk, form, line, { ...(shown && asShown(shown)), ...typed })
    },
    inCode: ({ settings }, line) => settings.changeLine(line, changes),
  }
}

/** Changes one of the details of a conversation, and saves. */
function detail(
  what: string,
  values: Readonly<Record<string, string | readonly string[]>>,
  code: Doing['code'],
  inCode: Doing['inCode'],
): Doing {
  return {
    what,
    code,
    events: ['conversation.changed'],
    prepare: thing.answered,
    inSlack: (desk, id) => submit(desk, 'details', `${id} open`, { status: 'open', priority: 'none', ...values }),
    inCode,
  }
}

const contactEvents = ['contact.changed'] as const

export const forms: WaysIn['form'] = {
  'send-text': [
    {
      what: 'Send text',
      code: ['send'],
      events: ['message.queued'],
      prepare: thing.answered,
      values: { to: thing.customer, text: 'Your order is ready.' },
      inCode: ({ send }) => send({ to: thing.customer, text: 'Your order is ready.' }),
    },
    {
      what: 'Send text, later',
      code: ['texts.schedule'],
      events: ['message.scheduled'],
      prepare: thing.answered,
      inSlack: (desk) =>
        submit(desk, 'send-text', '', { to: thing.customer, text: 'Ready.', at: String(sunday.getTime() / 1000) }),
      inCode: ({ texts }) => texts.schedule({ to: thing.customer, text: 'Ready.', at: sunday }),
    },
  ],
  'channel-mode': [
    {
      what: 'What is texted, of a channel',
      code: ['conversations.setChannelMode'],
      events: ['conversation.changed'],
      prepare: thing.inChannel,
      values: { mode: 'confirm-first' },
      inCode: ({ conversations }, id) => conversations.setChannelMode(id, 'confirm-first'),
    },
  ],
  assign: [
    {
      what: 'Assign: to somebody',
      code: ['conversations.assign'],
      events: ['conversation.changed'],
      prepare: thing.conversation,
      values: { assignee: 'U1' },
      inCode: ({ conversations }, id) => conversations.assign(id, 'U1'),
    },
    {
      what: 'Assign: to nobody',
      code: ['conversations.unassign'],
      events: ['conversation.changed'],
      prepare: thing.owned,
      values: { assignee: 'U1', nobody: 'on' },
      inCode: ({ conversations }, id) => conversations.unassign(id),
    },
  ],
  details: [
    detail('Details: status', { status: 'pending' }, ['conversations.setStatus'], ({ conversations }, id) =>
      conversations.setStatus(id, 'pending'),
    ),
    detail('Details: priority', { priority: 'high' }, ['conversations.setPriority'], ({ conversations }, id) =>
      conversations.setPriority(id, 'high'),
    ),
    detail('Details: subject', { subject: 'Kettle' }, ['conversations.setSubject'], ({ conversations }, id) =>
      conversations.setSubject(id, 'Kettle'),
    ),
    detail('Details: tags', { tags: ['billing'] }, ['conversations.tag'], ({ conversations }, id) =>
      conversations.tag(id, 'billing'),
    ),
    detail('Details: note', { note: 'Calls back' }, ['conversations.setNote'], ({ conversations }, id) =>
      conversations.setNote(id, 'Calls back'),
    ),
  ],
  scheduled: { what: 'Scheduled: a list' },
  'edit-scheduled': [
    {
      what: 'Edit a scheduled text: its words, what goes along',
      code: ['texts.edit'],
      events: ['message.scheduled'],
      prepare: thing.scheduled,
      values: { text: 'Open on Monday' },
      inCode: ({ texts }, id) => texts.edit(id, 'Open on Monday', { files: [] }),
    },
    {
      what: 'Edit a scheduled text: its time',
      code: ['texts.reschedule'],
      events: ['message.scheduled'],
      prepare: thing.scheduled,
      inSlack: (desk, id) =>
        submit(desk, 'edit-scheduled', id, { text: 'Open on Sunday', at: String(sunday.getTime() / 1000) }),
      inCode: ({ texts }, id) => texts.reschedule(id, sunday),
    },
  ],
  inbox: { what: 'Inbox: a list' },
  settings: [
    {
      what: 'Channel settings: who may do what, who is alerted',
      code: ['settings.changeWorkspace'],
      events: ['settings.changed'],
      values: { send: ['U1'], alertMembers: ['U1'] },
      inCode: ({ settings }) => settings.changeWorkspace({ roles: { send: ['U1'] }, alerts: { memberIds: ['U1'] } }),
    },
  ],
  'line-settings': [lineForm('line-settings', 'Channel, of a line', { name: 'Support' }, { name: 'Support' })],
  'line-sending': [lineForm('line-sending', 'Sending, of a line', { undoWindowMs: '5' }, { undoWindowMs: 5_000 })],
  'line-automations': [
    lineForm(
      'line-automations',
      'Answering by itself, of a line',
      { firstMessageReply: 'Thanks.' },
      { firstMessageReply: 'Thanks.' },
    ),
  ],
  'line-consent': [lineForm('line-consent', 'Consent and limits, of a line', { dailyTexts: '50' }, { dailyTexts: 50 })],
  'keyword-rules': { what: 'Keywords: a list' },
  'keyword-rule': [
    {
      what: 'Keyword: a rule',
      code: ['settings.changeLine'],
      events: ['settings.changed'],
      inSlack: (desk) =>
        submit(desk, 'keyword-rule', 'hours main', {
          words: 'hours',
          match: 'whole',
          reply: 'Nine.',
          cooldownMs: '60',
        }),
      inCode: ({ settings }) =>
        settings.changeLine('main', {
          keywordRules: [
            { id: 'hours', words: ['hours'], match: 'whole', tags: [], cooldownMs: 3_600_000, reply: 'Nine.' },
          ],
        }),
    },
  ],
  templates: { what: 'Templates: a list' },
  template: [
    {
      what: 'Template',
      code: ['templates.save'],
      events: ['settings.changed'],
      inSlack: (desk) => submit(desk, 'template', 'ready', { name: 'Ready', text: 'It is ready.' }),
      inCode: ({ templates }) => templates.save({ id: 'ready', name: 'Ready', text: 'It is ready.' }),
    },
  ],
  contacts: { what: 'Contacts: a search', code: ['contacts.search'] },
  contact: [
    {
      what: 'Add contact',
      code: ['contacts.add'],
      events: contactEvents,
      values: { number: thing.other, name: 'Ann Lee', tags: ['vip'] },
      inCode: ({ contacts }) => contacts.add({ number: thing.other, name: 'Ann Lee', tags: ['vip'] }),
    },
    {
      what: 'Edit contact',
      code: ['contacts.edit'],
      events: contactEvents,
      prepare: thing.contact,
      values: { name: 'Jane Roe', note: 'Calls back' },
      inCode: ({ contacts }, id) => contacts.edit({ contactId: id }, { name: 'Jane Roe', note: 'Calls back' }),
    },
    {
      what: 'Edit contact: the same person as another',
      code: ['contacts.merge'],
      events: contactEvents,
      prepare: async (desk) => {
        const id = await thing.contact(desk)
        const second = await desk.threadline.contacts.add({ number: thing.other, name: 'Jane Doe' })
        return `${second.id} ${id}`
      },
      inSlack: (desk, ids) => {
        const [id = '', into] = ids.split(' ')
        return submit(desk, 'contact', id, { name: 'Jane Doe', 'same-as': `contact:${into}` })
      },
      inCode: ({ contacts }, ids) => {
        const [id = '', into = ''] = ids.split(' ')
        return contacts.merge({ contactId: id }, { contactId: into })
      },
    },
  ],
  'opt-in': [
    {
      what: 'Opt in again',
      code: ['contacts.optIn'],
      events: ['consent.changed'],
      prepare: thing.optedOut,
      values: { reason: 'Asked for it by phone.' },
      inCode: ({ contacts }, id) => contacts.optIn({ contactId: id }, 'Asked for it by phone.'),
    },
  ],
  broadcast: [
    {
      what: 'Broadcast: a list and a text',
      code: ['broadcasts.create'],
      events: ['broadcast.changed'],
      values: { numbers: `${thing.customer}, ${thing.other}`, text: 'Open on Sunday' },
      inCode: ({ broadcasts }) =>
        broadcasts.create({ to: { numbers: [thing.customer, thing.other] }, text: 'Open on Sunday' }),
    },
  ],
  'broadcast-preview': [
    {
      what: 'Broadcast: Start',
      code: ['broadcasts.start'],
      events: ['broadcast.changed'],
      prepare: thing.broadcast,
      inCode: ({ broadcasts }, id) => broadcasts.start(id),
    },
  ],
  'broadcast-unsure': { what: 'Texts of a broadcast to decide about: a list' },
  notice: { what: 'A sentence to read' },
}

const sunday = new Date('2030-03-03T10:00:00Z')

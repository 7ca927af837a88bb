import * as thing from './things.js'
import type { WaysIn } from './way.js'

export const buttons: WaysIn['button'] = {
  'send-text': { what: 'Send text', opens: 'send-text' },
  'open-thread': { what: 'Reply on a card: a link to the conversation' },
  hide: [
    {
      what: 'Hide on a card',
      code: ['conversations.hideNotification'],
      events: ['notification.hidden'],
      prepare: thing.conversation,
      inCode: ({ conversations }, id) => conversations.hideNotification(id),
    },
  ],
  resend: [
    {
      what: 'Resend a text of which nobody knows whether it left',
      code: ['texts.decide'],
      events: ['message.decided', 'message.queued'],
      prepare: thing.unsure,
      inCode: ({ texts }, id) => texts.decide(id, 'resent'),
    },
  ],
  leave: [
    {
      what: 'Leave such a text',
      code: ['texts.decide'],
      events: ['message.decided'],
      prepare: thing.unsure,
      inCode: ({ texts }, id) => texts.decide(id, 'left'),
    },
  ],
  retry: [
    {
      what: 'Send again',
      code: ['texts.sendAgain'],
      events: ['message.queued', 'message.decided'],
      prepare: thing.failed,
      inCode: ({ texts }, id) => texts.sendAgain(id),
    },
  ],
  reword: { what: 'Edit and send', opens: 'send-text', prepare: thing.failed },
  'other-number': { what: 'Edit number', opens: 'send-text', prepare: thing.failed },
  'send-as-link': [
    {
      what: 'Send as link',
      code: ['texts.sendAgain'],
      events: ['message.queued', 'message.decided'],
      prepare: thing.failed,
      inCode: ({ texts }, id) => texts.sendAgain(id, { withLinks: true }),
    },
  ],
  'ask-admin': [
    {
      what: 'Ask admin',
      code: ['texts.askAdmin'],
      events: ['admin.alerted'],
      prepare: thing.failed,
      inCode: ({ texts }, id) => texts.askAdmin(id),
    },
  ],
  'confirm-opt-out': [
    {
      what: 'Opt out, under words that may have asked to stop',
      code: ['contacts.decideHeld'],
      events: ['consent.changed'],
      prepare: thing.held,
      inCode: ({ contacts }) => contacts.decideHeld({ number: thing.customer }, 'opted-out'),
    },
  ],
  'not-an-opt-out': [
    {
      what: 'Not an opt-out, under such words',
      code: ['contacts.decideHeld'],
      events: ['consent.changed'],
      prepare: thing.held,
      inCode: ({ contacts }) => contacts.decideHeld({ number: thing.customer }, 'open'),
    },
  ],
  assign: { what: 'Assign', opens: 'assign', prepare: thing.conversation },
  claim: [
    {
      what: 'Assign to me',
      code: ['conversations.assign'],
      events: ['conversation.changed'],
      prepare: thing.conversation,
      inCode: ({ conversations }, id) => conversations.assign(id, 'U1'),
    },
  ],
  close: [
    {
      what: 'Close',
      code: ['conversations.setStatus'],
      events: ['conversation.changed'],
      prepare: thing.owned,
      inCode: ({ conversations }, id) => conversations.setStatus(id, 'closed'),
    },
  ],
  reopen: [
    {
      what: 'Reopen',
      code: ['conversations.setStatus'],
      events: ['conversation.changed'],
      prepare: thing.closed,
      inCode: ({ conversations }, id) => conversations.setStatus(id, 'open'),
    },
  ],
  'send-typed': [
    {
      what: 'Send, under what was typed where texts are confirmed first',
      code: ['texts.decide'],
      events: ['message.decided', 'message.queued'],
      line: { sendMode: 'confirm-first' },
      prepare: thing.asked,
      inCode: ({ texts }, id) => texts.decide(id, 'resent'),
    },
  ],
  'keep-inside': [
    {
      what: 'Keep inside',
      code: ['texts.decide'],
      events: ['message.decided'],
      line: { sendMode: 'confirm-first' },
      prepare: thing.asked,
      inCode: ({ texts }, id) => texts.decide(id, 'left'),
    },
  ],
  'channel-mode': { what: 'What is texted', opens: 'channel-mode', prepare: thing.inChannel },
  'create-channel': [
    {
      what: 'Create channel',
      code: ['conversations.createChannel'],
      events: ['conversation.changed'],
      prepare: thing.answered,
      inCode: ({ conversations }, id) => conversations.createChannel(id, ['U1']),
    },
  ],
  'close-channel': [
    {
      what: 'Close channel',
      code: ['conversations.closeChannel'],
      events: ['conversation.changed'],
      prepare: thing.inChannel,
      inCode: ({ conversations }, id) => conversations.closeChannel(id),
    },
  ],
  details: { what: 'Details', opens: 'details', prepare: thing.conversation },
  scheduled: { what: 'Scheduled', opens: 'scheduled', code: ['texts.listScheduled'] },
  'edit-scheduled': { what: 'Edit a scheduled text', opens: 'edit-scheduled', prepare: thing.scheduled },
  'cancel-scheduled': [
    {
      what: 'Cancel a scheduled text',
      code: ['texts.cancel'],
      events: ['message.status'],
      prepare: thing.scheduled,
      inCode: ({ texts }, id) => texts.cancel(id),
    },
  ],
  'send-scheduled': [
    {
      what: 'Send a scheduled text now',
      code: ['texts.sendNow'],
      events: ['message.queued'],
      prepare: thing.scheduled,
      inCode: ({ texts }, id) => texts.sendNow(id),
    },
  ],
  inbox: { what: 'Inbox', opens: 'inbox', code: ['conversations.list'] },
  'refresh-home': { what: 'Refresh, on the home page' },
  settings: { what: 'Channel settings', opens: 'settings', code: ['settings.lines', 'settings.workspace'] },
  'line-settings': { what: 'Channel, of a line', opens: 'line-settings', prepare: thing.line },
  'line-sending': { what: 'Sending, of a line', opens: 'line-sending', prepare: thing.line },
  'line-automations': { what: 'Answering by itself, of a line', opens: 'line-automations', prepare: thing.line },
  'line-consent': { what: 'Consent and limits, of a line', opens: 'line-consent', prepare: thing.line },
  'keyword-rules': { what: 'Keywords, of a line', opens: 'keyword-rules', prepare: thing.line },
  'add-keyword-rule': { what: 'Add keyword', opens: 'keyword-rule', prepare: thing.line },
  'edit-keyword-rule': { what: 'Change a keyword', opens: 'keyword-rule', prepare: thing.rule },
  'remove-keyword-rule': [
    {
      what: 'Remove a keyword',
      code: ['settings.lines', 'settings.changeLine'],
      events: ['settings.changed'],
      prepare: thing.rule,
      inCode: async ({ settings }) => {
        const [{ keywordRules } = { keywordRules: [] }] = await settings.lines()
        await settings.changeLine('main', { keywordRules: keywordRules.filter(({ id }) => id !== 'price') })
      },
    },
  ],
  'raise-keyword-rule': [
    {
      what: 'Move a keyword up',
      code: ['settings.lines', 'settings.changeLine'],
      events: ['settings.changed'],
      prepare: thing.rule,
      inCode: async ({ settings }) => {
        const [{ keywordRules } = { keywordRules: [] }] = await settings.lines()
        await settings.changeLine('main', { keywordRules: keywordRules.toReversed() })
      },
    },
  ],
  templates: { what: 'Templates', opens: 'templates', code: ['templates.list'] },
  'add-template': { what: 'Add template', opens: 'template' },
  'edit-template': { what: 'Edit a template', opens: 'template', prepare: thing.template },
  'remove-template': [
    {
      what: 'Remove a template',
      code: ['templates.remove'],
      events: ['settings.changed'],
      prepare: thing.template,
      inCode: ({ templates }, id) => templates.remove(id),
    },
  ],
  'fill-template': {
    what: 'Choose a template in Send text',
    opens: 'send-text',
    code: ['templates.fill'],
    prepare: thing.template,
  },
  'send-template': { what: 'Template, on a conversation', opens: 'send-text', prepare: thing.conversation },
  'check-text': { what: 'Check a text: its length and how it will read', opens: 'send-text' },
  contacts: { what: 'Contacts', opens: 'contacts', code: ['contacts.search'] },
  'add-contact': { what: 'Add contact', opens: 'contact' },
  'edit-contact': { what: 'Edit contact', opens: 'contact', prepare: thing.contact },
  'text-contact': { what: 'Text, on a contact', opens: 'send-text', prepare: thing.contact },
  'block-contact': [
    {
      what: 'Block a contact',
      code: ['contacts.block'],
      events: ['contact.changed'],
      prepare: thing.contact,
      inCode: ({ contacts }, id) => contacts.block({ contactId: id }),
    },
  ],
  'unblock-contact': [
    {
      what: 'Unblock a contact',
      code: ['contacts.unblock'],
      events: ['contact.changed'],
      prepare: thing.blocked,
      inCode: ({ contacts }, id) => contacts.unblock({ contactId: id }),
    },
  ],
  'unmerge-contact': [
    {
      what: 'Separate two numbers of one person',
      code: ['contacts.unmerge'],
      events: ['contact.changed'],
      prepare: thing.merged,
      inCode: ({ contacts }, id) => contacts.unmerge({ contactId: id }),
    },
  ],
  'opt-out-contact': [
    {
      what: 'Opt a contact out',
      code: ['contacts.optOut'],
      events: ['consent.changed'],
      prepare: thing.contact,
      inCode: ({ contacts }, id) => contacts.optOut({ contactId: id }),
    },
  ],
  'opt-in-contact': { what: 'Opt in again', opens: 'opt-in', prepare: thing.optedOut },
  broadcast: { what: 'Broadcast', opens: 'broadcast' },
  'start-broadcast': [
    {
      what: 'Go on with a broadcast',
      code: ['broadcasts.start'],
      events: ['broadcast.changed'],
      prepare: thing.paused,
      inCode: ({ broadcasts }, id) => broadcasts.start(id),
    },
  ],
  'pause-broadcast': [
    {
      what: 'Pause a broadcast',
      code: ['broadcasts.pause'],
      events: ['broadcast.changed'],
      prepare: thing.running,
      inCode: ({ broadcasts }, id) => broadcasts.pause(id),
    },
  ],
  'cancel-broadcast': [
    {
      what: 'Cancel a broadcast',
      code: ['broadcasts.cancel'],
      events: ['broadcast.changed'],
      prepare: thing.paused,
      inCode: ({ broadcasts }, id) => broadcasts.cancel(id),
    },
  ],
  'unsure-broadcast': {
    what: 'Texts of a broadcast of which nobody knows whether they left',
    opens: 'broadcast-unsure',
    code: ['broadcasts.unsure'],
    prepare: thing.unsureBroadcast,
  },
  'leave-unsure': [
    {
      what: 'Leave all of them',
      code: ['broadcasts.unsure', 'broadcasts.decide'],
      events: ['message.decided'],
      prepare: thing.unsureBroadcast,
      inCode: async ({ broadcasts }, id) => {
        for (const text of await broadcasts.unsure(id)) await broadcasts.decide(text.id, 'left')
      },
    },
  ],
}

import type { ChannelChange, SuggestionSource } from '@threadline/core'
import { memberMessage, type Desk } from '../support/desk.js'
import { remove, rewrite } from '../support/changes.js'
import { happen } from './press.js'
import * as thing from './things.js'
import type { Doing, Showing, WaysIn } from './way.js'

const react = (emoji: string) => (desk: Desk) =>
  happen<'reaction'>(desk, { type: 'reaction', post: desk.root().ref, emoji })

/** Types something at the top of the line's channel. */
const write = (text: string) => async (desk: Desk) => {
  await desk.chatEvents(memberMessage('typed', { text }))
  await desk.settle()
}

const command = (text: string) => (desk: Desk) =>
  happen<'command'>(desk, { type: 'command', channelId: 'C1', text, trigger: 'now' })

const sending = (what: string, inSlack: Doing['inSlack'], more: Partial<Doing> = {}): Doing => ({
  what,
  code: ['send'],
  events: ['message.queued'],
  prepare: thing.answered,
  inSlack,
  inCode: ({ send }) => send({ to: thing.customer, text: 'Your order is ready.' }),
  ...more,
})

/** By a name: whose number it is has to be looked up first. */
const sendingByName = (what: string, inSlack: Doing['inSlack']): Doing =>
  sending(what, inSlack, {
    code: ['contacts.search', 'send'],
    prepare: thing.contact,
    inCode: async ({ contacts, send }) => {
      const [jane] = await contacts.search('Jane Doe')
      await send({ to: jane?.address ?? '', text: 'Your order is ready.' })
    },
  })

const post = { channelId: 'C1', messageId: 'human-typed' }

const closing: Pick<Doing, 'code' | 'events' | 'prepare' | 'inCode'> = {
  code: ['conversations.setStatus'],
  events: ['conversation.changed'],
  prepare: thing.owned,
  inCode: ({ conversations }, id) => conversations.setStatus(id, 'closed'),
}

/** What people say to the desk instead of pressing something. */
export const spoken: Omit<WaysIn, 'button' | 'form' | 'channel' | 'field'> = {
  typed: {
    deliver: [sending('A reply', (desk) => desk.reply('Your order is ready.'))],
    ask: [
      {
        what: 'A reply where texts are confirmed first',
        code: [],
        because: 'a question to whoever typed it: `send` sends at once',
        events: ['message.asked'],
        line: { sendMode: 'confirm-first' },
        prepare: thing.conversation,
        inSlack: (desk) => desk.reply('Your order is ready.'),
      },
    ],
    status: { what: 'One of the words below' },
    internal: { what: 'A note', prepare: thing.answered, inSlack: (desk) => desk.reply('// for us') },
  },
  word: {
    close: [{ what: '“close” alone in a thread', ...closing, inSlack: (desk) => desk.reply('close') }],
    reopen: [
      {
        what: '“reopen” alone in a thread',
        code: ['conversations.setStatus'],
        events: ['conversation.changed'],
        prepare: thing.closed,
        inSlack: (desk) => desk.reply('reopen'),
        inCode: ({ conversations }, id) => conversations.setStatus(id, 'open'),
      },
    ],
  },
  reaction: {
    claim: [
      {
        what: '👀 on what a contact wrote',
        code: ['conversations.assign'],
        events: ['conversation.changed'],
        prepare: thing.conversation,
        inSlack: react('👀'),
        inCode: ({ conversations }, id) => conversations.assign(id, 'U1'),
      },
    ],
    close: [{ what: '✅ on what a contact wrote', ...closing, inSlack: react('✅') }],
  },
  edit: {
    'own message': [
      {
        what: 'Editing a reply that has not left',
        code: ['texts.cancel', 'send'],
        because: 'what somebody typed stays as they typed it: the other wording is a text of its own',
        events: ['message.reworded'],
        line: { undoWindowMs: 10_000 },
        prepare: thing.typed,
        inSlack: (desk) => rewrite(desk, post, 'Hello'),
        inCode: async ({ send, texts }, id) => {
          await texts.cancel(id)
          await send({ to: thing.customer, text: 'Hello' })
        },
        compares: 'phones',
      },
    ],
  },
  deletion: {
    'own message': [
      {
        what: 'Deleting a reply that has not left',
        code: ['texts.cancel'],
        events: ['message.status'],
        line: { undoWindowMs: 10_000 },
        prepare: thing.typed,
        inSlack: (desk) => remove(desk, post),
        inCode: ({ texts }, id) => texts.cancel(id),
      },
    ],
  },
  send: {
    'to-number': [sending('“send 4155550123 Your order …”', write('send 4155550123 Your order is ready.'))],
    'to-name': [sendingByName('“send Jane Doe: Your order …”', write('send Jane Doe: Your order is ready.'))],
    problem: { what: 'One that cannot be read: its author is told why', inSlack: write('send 415555 Hello') },
    none: { what: 'Anything else in the channel of a line', inSlack: write('Lunch?') },
  },
  '/sms': {
    help: { what: '/sms help', inSlack: command('help') },
    open: { what: '/sms, or /sms Jane', opens: 'send-text', inSlack: command('') },
    problem: { what: 'One that cannot be read: its author is told why', inSlack: command('415555 Hello') },
    'to-number': [sending('/sms 4155550123 Your order …', command('4155550123 Your order is ready.'))],
    'to-name': [sendingByName('/sms Jane Doe: Your order …', command('Jane Doe: Your order is ready.'))],
  },
  mention: {
    'the app': {
      what: '@threadline: the dashboard',
      inSlack: (desk) => happen<'mention'>(desk, { type: 'mention', post: { channelId: 'C1', messageId: 'human-m' } }),
    },
  },
  menu: {
    everything: {
      what: 'Send text, in the menu of everything',
      opens: 'send-text',
      inSlack: (desk) => happen<'shortcut'>(desk, { type: 'shortcut', trigger: 'now' }),
    },
    message: {
      what: 'Send text, in the menu of a message',
      opens: 'send-text',
      inSlack: (desk) => {
        const message = { post, text: 'Hello', hasFiles: false }
        return happen<'shortcut'>(desk, { type: 'shortcut', trigger: 'now', message })
      },
    },
  },
  'home page': {
    opened: {
      what: 'Opening the home page',
      prepare: thing.conversation,
      inSlack: (desk) => happen<'home-opened'>(desk, { type: 'home-opened' }),
    },
  },
}

const suggesting = (source: SuggestionSource, what: string, code: Showing['code']): Showing => ({
  what,
  code,
  prepare: thing.contact,
  inSlack: (desk) => happen<'suggest'>(desk, { type: 'suggest', source, query: 'a' }),
})

/** What is suggested while somebody types in a field. */
export const fields: WaysIn['field'] = {
  recipient: suggesting('recipient', 'To', ['contacts.search']),
  contact: suggesting('contact', 'Contacts', ['contacts.search']),
  tag: suggesting('tag', 'Tags', ['contacts.tagged', 'conversations.list']),
  zone: suggesting('zone', 'Time zones', undefined),
  template: suggesting('template', 'Templates', ['templates.list']),
}

/** Something becomes of a conversation's own channel. */
function becoming(kind: ChannelChange, what: string, code: Doing['code'] = []): Doing {
  return {
    what,
    code,
    because: 'it is done in Slack itself',
    events: ['conversation.changed'],
    prepare: thing.inChannel,
    inSlack: (desk) => become(desk, kind),
  }
}

const become = (desk: Desk, kind: ChannelChange) =>
  desk
    .chatEvents({
      type: 'channel',
      workspaceId: 'T1',
      identities: [`channel:${kind}`],
      kind,
      channelId: thing.channelOf(desk),
      ...(kind === 'id-changed' && { newChannelId: 'C99' }),
    })
    .then(() => desk.settle())

export const channels: WaysIn['channel'] = {
  archived: [becoming('archived', 'The channel of a conversation is archived')],
  deleted: [becoming('deleted', 'It is deleted')],
  left: [becoming('left', 'The app is removed from it')],
  'made-private': [becoming('made-private', 'It is made private')],
  shared: [becoming('shared', 'It is shared with another company')],
  unshared: [
    {
      ...becoming('unshared', 'It is shared no more'),
      prepare: async (desk) => {
        const id = await thing.inChannel(desk)
        await become(desk, 'shared')
        return id
      },
    },
  ],
  unarchived: [
    {
      ...becoming('unarchived', 'It is unarchived: the conversation comes back'),
      prepare: async (desk) => {
        const id = await thing.inChannel(desk)
        await become(desk, 'archived')
        return id
      },
    },
  ],
  'id-changed': [becoming('id-changed', 'It has another id')],
  renamed: { what: 'It is renamed', prepare: thing.inChannel, inSlack: (desk) => become(desk, 'renamed') },
}

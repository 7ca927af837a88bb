import type { ChatDeletionEvent, ChatEditEvent, ChatEvent, ChatMessageEvent } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { botUserId, testAdapter, testNow, workspaceId } from '../support/adapter.js'
import { callback, humanMessage, threadReply } from '../support/payloads.js'
import { eventRequest } from '../support/signed-request.js'

type Fields = Readonly<Record<string, unknown>>

const adapter = testAdapter({ now: () => testNow })
const reply = threadReply()
const appFields = { user: botUserId, bot_id: 'B0APP', app_id: 'A0APP', bot_profile: { id: 'B0APP', app_id: 'A0APP' } }

async function receive(event: Fields, envelope: Fields = {}): Promise<readonly ChatEvent[]> {
  return (await adapter.receive(eventRequest(callback(event, envelope)))).events
}

async function message(event: Fields, envelope: Fields = {}): Promise<ChatMessageEvent> {
  const [only, ...more] = await receive(event, envelope)
  expect(more).toEqual([])
  if (only?.type !== 'message') throw new Error('no message came out')
  return only
}

async function changed(event: Fields, envelope: Fields = {}): Promise<ChatEditEvent | ChatDeletionEvent> {
  const [only, ...more] = await receive(event, envelope)
  expect(more).toEqual([])
  if (only?.type !== 'edit' && only?.type !== 'deletion') throw new Error('no change came out')
  return only
}

it('a reply in a thread of ours comes out whole', async () => {
  expect(await message(reply)).toEqual({
    type: 'message',
    workspaceId,
    identities: [
      'message:C0SUPPORT:1772618400.000200',
      'client:C0SUPPORT:U0ANNA:3f1c6bd2-0000-4000-8000-000000000001',
      'event:Ev0001',
    ],
    post: { channelId: 'C0SUPPORT', messageId: '1772618400.000200' },
    sentAt: new Date('2026-03-04T10:00:00Z'),
    thread: { channelId: 'C0SUPPORT', messageId: '1772618300.000100' },
    isThreadOurs: true,
    kind: 'plain',
    author: { type: 'member', id: 'U0ANNA' },
    text: 'On our way!',
    hasFiles: false,
    mentionsApp: false,
  })
})

describe('the kind of a message', () => {
  const files = [{ id: 'F1', mimetype: 'image/png', mode: 'hosted', url_private: 'https://files.slack.com/x' }]
  const root = { ts: '1772618300.000100', user: botUserId, reply_count: 1, latest_reply: '1772618400.000200' }
  const rows: readonly [string, Fields, Fields][] = [
    ['a message is plain', humanMessage(), { kind: 'plain', hasFiles: false }],
    [
      'a reply also sent to the channel is a broadcast',
      threadReply({ subtype: 'thread_broadcast', root }),
      { kind: 'broadcast' },
    ],
    [
      'a file is plain and has files',
      threadReply({ subtype: 'file_share', files, text: '' }),
      { kind: 'plain', hasFiles: true, text: '' },
    ],
    ['a file without a subtype has files', threadReply({ files }), { kind: 'plain', hasFiles: true }],
    ['/me is plain', threadReply({ subtype: 'me_message' }), { kind: 'plain' }],
    ['what is hidden is other', threadReply({ hidden: true }), { kind: 'other' }],
    ['a join is other', humanMessage({ subtype: 'channel_join', text: '<@U0ANNA> has joined' }), { kind: 'other' }],
    ['a topic is other', humanMessage({ subtype: 'channel_topic' }), { kind: 'other' }],
    ['a group name is other', humanMessage({ subtype: 'group_name' }), { kind: 'other' }],
    ['a reminder is other', threadReply({ subtype: 'reminder_add' }), { kind: 'other' }],
    ['a subtype of next year is other', threadReply({ subtype: 'ghostwritten' }), { kind: 'other' }],
    [
      'a subtype named like a part of every object is other',
      threadReply({ subtype: 'constructor' }),
      { kind: 'other' },
    ],
    ['a subtype that is no text is other', threadReply({ subtype: 7 }), { kind: 'other' }],
  ]
  it.each(rows)('%s', async (_, event, expected) => {
    expect(await message(event)).toMatchObject(expected)
  })
})

describe('the author of a message', () => {
  const member = { type: 'member', id: 'U0ANNA' }
  const external = { type: 'external', id: 'U0ANNA' }
  const app = { type: 'app' }
  const rows: readonly [string, Fields, Fields, Fields][] = [
    ['a person', reply, {}, member],
    ['a person whose team is named', threadReply({ user_team: workspaceId, source_team: workspaceId }), {}, member],
    ['this app', threadReply(appFields), {}, app],
    ['an app that only has a bot id', threadReply({ bot_id: 'B1' }), {}, app],
    ['an app that only has an app id', threadReply({ app_id: 'A1' }), {}, app],
    ['an app that only has a profile', threadReply({ bot_profile: { id: 'B1' } }), {}, app],
    ['an old webhook', threadReply({ subtype: 'bot_message', user: undefined, username: 'ci' }), {}, app],
    ['a bot message that names a person', threadReply({ subtype: 'bot_message' }), {}, app],
    ['the bot user without any mark', threadReply({ user: botUserId }), {}, app],
    ['Slack itself', threadReply({ user: 'USLACK' }), {}, app],
    ['Slackbot', threadReply({ user: 'USLACKBOT' }), {}, app],
    ['nobody', threadReply({ user: undefined }), {}, app],
    ['a person of another organisation', threadReply({ user_team: 'T0THEIRS' }), {}, external],
    ['a person whose message came from elsewhere', threadReply({ source_team: 'T0THEIRS' }), {}, external],
    ['a person whose profile is of elsewhere', threadReply({ user_profile: { team: 'T0THEIRS' } }), {}, external],
    [
      'a person of our Enterprise organisation',
      threadReply({ user_team: 'E0ORG' }),
      { authorizations: [{ team_id: workspaceId, enterprise_id: 'E0ORG', user_id: botUserId, is_bot: true }] },
      member,
    ],
  ]
  it.each(rows)('%s', async (_, event, envelope, expected) => {
    expect((await message(event, envelope)).author).toEqual(expected)
  })
})

describe('where a message stands', () => {
  it('a root that carries its own timestamp is no reply', async () => {
    expect(await message(humanMessage({ thread_ts: '1772618400.000200' }))).not.toHaveProperty('thread')
  })

  it('a thread of somebody else is not ours, and one of nobody known is left open', async () => {
    expect(await message(threadReply({ parent_user_id: 'U0BERT' }))).toMatchObject({ isThreadOurs: false })
    expect(await message(threadReply({ parent_user_id: undefined }))).not.toHaveProperty('isThreadOurs')
  })

  it('the workspace is the one that installed the app, not the one of the sender', async () => {
    const shared = { team_id: 'T0THEIRS', is_ext_shared_channel: true }
    expect((await message(reply, shared)).workspaceId).toBe(workspaceId)
    expect((await message(reply, { authorizations: undefined })).workspaceId).toBe(workspaceId)
    const [none] = await receive(reply, { authorizations: [{ team_id: null, enterprise_id: 'E0ORG' }] })
    expect(none?.workspaceId).toBe(workspaceId)
  })
})

describe('mentions', () => {
  it.each([
    [`<@${botUserId}> help`, true],
    [`help <@${botUserId}|threadline>`, true],
    ['<@U0BERT> help', false],
    [`${botUserId} help`, false],
    [`<@${botUserId}X> help`, false],
  ])('%s speaks to the app: %s', async (text, expected) => {
    expect((await message(threadReply({ text }))).mentionsApp).toBe(expected)
  })

  it('the twin of a mention has an identity of its own, so neither swallows the other', async () => {
    const text = `<@${botUserId}>`
    const twin = await message(humanMessage({ text }), { event_id: 'Ev1' })
    const [mention] = await receive(humanMessage({ type: 'app_mention', text }), { event_id: 'Ev2' })
    expect(mention).toEqual({
      type: 'mention',
      workspaceId,
      identities: ['mention:C0SUPPORT:1772618400.000200', 'event:Ev2'],
      post: twin.post,
      author: { type: 'member', id: 'U0ANNA' },
    })
    expect(twin.mentionsApp).toBe(true)
    expect(twin.identities.filter((identity) => mention?.identities.includes(identity))).toEqual([])
  })

  it('a mention in a thread says so, and one by an app is by an app', async () => {
    const event = { ...threadReply(appFields), type: 'app_mention' }
    expect(await receive(event)).toMatchObject([
      { type: 'mention', author: { type: 'app' }, thread: { messageId: '1772618300.000100' } },
    ])
  })
})

describe('identities', () => {
  it('one gesture with two timestamps shares one', async () => {
    const first = await message(reply, { event_id: 'Ev1' })
    const second = await message(threadReply({ ts: '1772618431.000900' }), { event_id: 'Ev2' })
    expect(first.identities.filter((identity) => second.identities.includes(identity))).toHaveLength(1)
  })

  it('the same message from the view of two workspaces shares one', async () => {
    const ours = await message(threadReply({ client_msg_id: undefined }), { event_id: 'Ev1' })
    const theirs = await message(threadReply({ client_msg_id: undefined }), { event_id: 'Ev2', team_id: 'T0THEIRS' })
    expect(ours.identities.filter((identity) => theirs.identities.includes(identity))).toHaveLength(1)
  })
})

describe('edits and deletions', () => {
  const hosted = (id: string) => ({ id, name: `${id}.png`, mimetype: 'image/png', size: 4, mode: 'hosted' })
  const edited = { user: 'U0ANNA', ts: '1772618450.000000' }
  const change = (after: Fields, before: Fields): Fields => ({
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: 'C0SUPPORT',
    ts: '1772618450.000400',
    message: after,
    previous_message: before,
  })
  const deletion = {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: 'C0SUPPORT',
    ts: '1772618460.000500',
  }

  it('a file that was taken away is an edit, and one that Slack has looked into is none', async () => {
    const [first, second] = [hosted('F1'), hosted('F2')]
    const both = threadReply({ subtype: 'file_share', files: [first, second] })
    const tombstone = { id: 'F1', mode: 'tombstone' }
    const edit = await changed(change({ ...both, files: [tombstone, second] }, both))
    expect(edit).toMatchObject({ type: 'edit', hasFiles: true, files: [{ id: 'F2', bytes: 4 }] })
    const none = await changed(change({ ...both, files: [tombstone] }, both))
    expect(none).toMatchObject({ type: 'edit', hasFiles: false })
    expect(none).not.toHaveProperty('files')
    const looked = { ...both, files: [{ ...first, thumb_64: 'https://files.slack.com/x' }, second] }
    expect(await receive(change(looked, both))).toEqual([])
  })

  it('a file of which an event tells nothing has to be asked about', async () => {
    const shared = { id: 'F1', mode: 'file_access', file_access: 'check_file_info' }
    const written = await message(threadReply({ subtype: 'file_share', files: [shared] }))
    expect(written).toMatchObject({ hasFiles: true, files: [{ id: 'F1', isUntold: true }] })
  })

  it('an edit is one, of the message it changes, and not that message again', async () => {
    const original = await message(reply, { event_id: 'Ev1' })
    const edit = await changed(change(threadReply({ text: 'Soon.', edited }), reply), { event_id: 'Ev2' })
    expect(edit).toMatchObject({
      type: 'edit',
      post: original.post,
      thread: original.thread,
      text: 'Soon.',
    })
    expect(edit.author).toEqual({ type: 'member', id: 'U0ANNA' })
    expect(edit.identities.filter((identity) => original.identities.includes(identity))).toEqual([])
  })

  it('two edits of one message are two', async () => {
    const one = await changed(change(threadReply({ text: 'a', edited }), reply), { event_id: 'Ev1' })
    const again = threadReply({ text: 'b', edited: { ...edited, ts: '1772618455.000000' } })
    const two = await changed(change(again, reply), { event_id: 'Ev2' })
    expect(one.identities.filter((identity) => two.identities.includes(identity))).toEqual([])
  })

  it('a deletion is one, of the message that is gone', async () => {
    const deleted = await changed({ ...deletion, deleted_ts: '1772618400.000200', previous_message: reply })
    expect(deleted).toMatchObject({ type: 'deletion', thread: { messageId: '1772618300.000100' } })
    expect(deleted.post.messageId).toBe('1772618400.000200')
  })

  it('a tombstone is a deletion', async () => {
    const tombstone = {
      type: 'message',
      subtype: 'tombstone',
      user: 'USLACKBOT',
      hidden: true,
      ts: '1772618400.000200',
    }
    expect(await changed(change(tombstone, reply))).toMatchObject({ type: 'deletion' })
  })

  it.each([
    ['a link that was unfolded', change(threadReply({ attachments: [{ title: 'x' }] }), reply)],
    ['our own update', change(threadReply({ ...appFields, text: 'new' }), threadReply({ ...appFields, text: 'old' }))],
    ['the removal of our own post', { ...deletion, deleted_ts: '1.2', previous_message: threadReply(appFields) }],
  ])('%s concerns nobody', async (_, event) => {
    expect(await receive(event)).toEqual([])
  })
})

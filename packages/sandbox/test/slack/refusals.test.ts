import { describe, expect, it } from 'vitest'
import { text, mrkdwn, section, many, type Args } from './build.js'
import { answerOf, startSandbox, type Sandbox } from './support.js'

describe('calls Slack refuses', () => {
  const cases: readonly (readonly [string, string, (sandbox: Sandbox) => Args, string])[] = [
    ['an unknown method', 'chat.shout', () => ({}), 'unknown_method'],
    [
      'a channel that is not there',
      'chat.postMessage',
      () => ({ channel: 'C0NOWHERE', text: 'x' }),
      'channel_not_found',
    ],
    [
      'a channel the app is not in',
      'chat.postMessage',
      ({ slack }) => ({ channel: slack.addChannel({ name: 'a', withApp: false }).id, text: 'x' }),
      'not_in_channel',
    ],
    [
      'a private channel the app is not in',
      'chat.postMessage',
      ({ slack }) => ({ channel: slack.addChannel({ name: 'a', isPrivate: true, withApp: false }).id, text: 'x' }),
      'channel_not_found',
    ],
    [
      'history of a channel the app is not in',
      'conversations.history',
      ({ slack }) => ({ channel: slack.addChannel({ name: 'a', withApp: false }).id }),
      'not_in_channel',
    ],
    ['no channel', 'chat.postMessage', () => ({ text: 'x' }), 'invalid_arguments'],
    [
      'direct messages with an app',
      'conversations.open',
      ({ slack }) => ({ users: slack.identity.botUserId }),
      'cannot_dm_bot',
    ],
    ['no text', 'chat.postMessage', ({ support }) => ({ channel: support }), 'no_text'],
    ['only spaces', 'chat.postMessage', ({ support }) => ({ channel: support, text: '  ' }), 'no_text'],
    [
      'blocks that are not JSON',
      'chat.postMessage',
      ({ support }) => ({ channel: support, text: 'x', blocks: '[{' }),
      'invalid_blocks_format',
    ],
    [
      'blocks of 13,201 characters together',
      'chat.postMessage',
      ({ support }) => ({ channel: support, text: 'x', blocks: many(5, () => section({ text: mrkdwn(2641) })) }),
      'msg_blocks_too_long',
    ],
    [
      '101 attachments',
      'chat.postMessage',
      ({ support }) => ({ channel: support, attachments: many(101, () => ({ text: 'x' })) }),
      'too_many_attachments',
    ],
    [
      'metadata without a payload',
      'chat.postMessage',
      ({ support }) => ({ channel: support, text: 'x', metadata: { event_type: 'a' } }),
      'invalid_metadata_schema',
    ],
    [
      'metadata that is not JSON',
      'chat.postMessage',
      ({ support }) => ({ channel: support, text: 'x', metadata: '{' }),
      'invalid_metadata_format',
    ],
    [
      'a thread that is not there',
      'chat.postMessage',
      ({ support }) => ({ channel: support, text: 'x', thread_ts: '1.000001' }),
      'thread_not_found',
    ],
    [
      'a thread below a reply',
      'chat.postMessage',
      ({ slack, ann, support }) => {
        const root = slack.say({ as: ann, channel: support, text: 'root' })
        return {
          channel: support,
          text: 'x',
          thread_ts: slack.say({ as: ann, channel: support, text: 'reply', thread: root }),
        }
      },
      'cannot_reply_to_message',
    ],
    [
      'an ephemeral for nobody',
      'chat.postEphemeral',
      ({ support }) => ({ channel: support, user: 'U0NOBODY', text: 'x' }),
      'user_not_found',
    ],
    [
      'an ephemeral for somebody elsewhere',
      'chat.postEphemeral',
      ({ slack, support }) => ({ channel: support, user: slack.addMember({ name: 'bob' }).id, text: 'x' }),
      'user_not_in_channel',
    ],
    [
      'an update of what is not there',
      'chat.update',
      ({ support }) => ({ channel: support, ts: '1.000001', text: 'x' }),
      'message_not_found',
    ],
    [
      "an update of somebody else's",
      'chat.update',
      ({ slack, ann, support }) => ({
        channel: support,
        ts: slack.say({ as: ann, channel: support, text: 'x' }),
        text: 'y',
      }),
      'cant_update_message',
    ],
    [
      "an update of another app's",
      'chat.update',
      ({ slack, support }) => ({
        channel: support,
        ts: slack.sayAsOtherApp({ channel: support, text: 'x' }),
        text: 'y',
      }),
      'cant_update_message',
    ],
    [
      "the deletion of somebody else's",
      'chat.delete',
      ({ slack, ann, support }) => ({ channel: support, ts: slack.say({ as: ann, channel: support, text: 'x' }) }),
      'cant_delete_message',
    ],
    [
      'a link to what is not there',
      'chat.getPermalink',
      ({ support }) => ({ channel: support, message_ts: '1.000001' }),
      'message_not_found',
    ],
    [
      'a thread to read that is not there',
      'conversations.replies',
      ({ support }) => ({ channel: support, ts: '1.000001' }),
      'thread_not_found',
    ],
    [
      'a cursor that is none',
      'conversations.history',
      ({ support }) => ({ channel: support, cursor: 'x' }),
      'invalid_cursor',
    ],
    [
      'a limit of 1,000',
      'conversations.history',
      ({ support }) => ({ channel: support, limit: 1000 }),
      'invalid_limit',
    ],
    [
      'a time that is none',
      'conversations.history',
      ({ support }) => ({ channel: support, oldest: 'yesterday' }),
      'invalid_ts_oldest',
    ],
    ['an unknown kind of channel', 'conversations.list', () => ({ types: 'secret' }), 'invalid_types'],
    ['a channel without a name', 'conversations.create', () => ({ name: '' }), 'invalid_name_required'],
    ['a name in capitals', 'conversations.create', () => ({ name: 'Support' }), 'invalid_name_specials'],
    ['a name with spaces', 'conversations.create', () => ({ name: 'a b' }), 'invalid_name_specials'],
    ['a name of 81 characters', 'conversations.create', () => ({ name: text(81) }), 'invalid_name_maxlength'],
    ['a name of dashes', 'conversations.create', () => ({ name: '--' }), 'invalid_name_punctuation'],
    ['a name that is taken', 'conversations.create', () => ({ name: 'support' }), 'name_taken'],
    [
      'a name taken by a private channel nobody sees',
      'conversations.create',
      ({ slack }) => ({ name: slack.addChannel({ name: 'a', isPrivate: true, withApp: false }).name }),
      'name_taken',
    ],
    ['an invitation for nobody', 'conversations.invite', ({ support }) => ({ channel: support, users: '' }), 'no_user'],
    [
      'an invitation for a stranger',
      'conversations.invite',
      ({ support }) => ({ channel: support, users: 'U0NOBODY' }),
      'user_not_found',
    ],
    [
      'an invitation for the app itself',
      'conversations.invite',
      ({ support, slack }) => ({ channel: support, users: slack.identity.botUserId }),
      'cant_invite_self',
    ],
    [
      'an invitation for a member',
      'conversations.invite',
      ({ support, ann }) => ({ channel: support, users: ann }),
      'already_in_channel',
    ],
    [
      '101 invitations',
      'conversations.invite',
      ({ support }) => ({ channel: support, users: many(101, (index) => `U${index}`).join(',') }),
      'too_many_users',
    ],
    [
      'joining a private channel',
      'conversations.join',
      ({ slack }) => ({ channel: slack.addChannel({ name: 'a', isPrivate: true }).id }),
      'method_not_supported_for_channel_type',
    ],
    [
      'a topic of 251 characters',
      'conversations.setTopic',
      ({ support }) => ({ channel: support, topic: text(251) }),
      'too_long',
    ],
    [
      'an unknown emoji',
      'reactions.add',
      ({ slack, ann, support }) => ({
        channel: support,
        timestamp: slack.say({ as: ann, channel: support, text: 'x' }),
        name: 'threadline_delivered',
      }),
      'invalid_name',
    ],
    [
      'an emoji as a character',
      'reactions.add',
      ({ slack, ann, support }) => ({
        channel: support,
        timestamp: slack.say({ as: ann, channel: support, text: 'x' }),
        name: '✅',
      }),
      'invalid_name',
    ],
    [
      'an emoji between colons',
      'reactions.add',
      ({ slack, ann, support }) => ({
        channel: support,
        timestamp: slack.say({ as: ann, channel: support, text: 'x' }),
        name: ':x:',
      }),
      'invalid_name',
    ],
    [
      'a reaction to what is not there',
      'reactions.add',
      ({ support }) => ({ channel: support, timestamp: '1.000001', name: 'x' }),
      'message_not_found',
    ],
    [
      'a reaction at a time that is none',
      'reactions.add',
      ({ support }) => ({ channel: support, timestamp: 'now', name: 'x' }),
      'bad_timestamp',
    ],
    [
      'a reaction that is not there',
      'reactions.remove',
      ({ slack, ann, support }) => ({
        channel: support,
        timestamp: slack.say({ as: ann, channel: support, text: 'x' }),
        name: 'x',
      }),
      'no_reaction',
    ],
    ['an unknown user', 'users.info', () => ({ user: 'U0NOBODY' }), 'user_not_found'],
    ['an unknown view', 'views.update', () => ({ view_id: 'V0', view: { type: 'modal' } }), 'not_found'],
    [
      'a home tab for nobody',
      'views.publish',
      () => ({ user_id: 'U0NOBODY', view: { type: 'home', blocks: [] } }),
      'user_not_found',
    ],
    ['the wrong token', 'apps.connections.open', () => ({}), 'not_allowed_token_type'],
  ]

  it.each(cases)('%s', async (_name, method, args, error) => {
    const sandbox = await startSandbox()
    const answer = await answerOf(sandbox.client.apiCall(method, args(sandbox)))
    expect(answer).toMatchObject({ ok: false, error })
    expect(sandbox.slack.calls.at(-1)).toMatchObject({ method, ok: false, error })
  })
})

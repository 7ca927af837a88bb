import { describe, expect, it } from 'vitest'
import type { SlackWorkspace } from '../../src/slack/index.js'
import { answerOf, call, eventsOf, startApp, startSandbox, type Sandbox } from './support.js'

const subscriptions = [
  ...['created', 'rename', 'archive', 'unarchive', 'deleted', 'left', 'shared', 'unshared'].map(
    (it) => `channel_${it}`,
  ),
  ...['rename', 'archive', 'unarchive', 'deleted', 'left'].map((what) => `group_${what}`),
  'member_joined_channel',
  'member_left_channel',
]

async function channelOfApp(sandbox: Sandbox, isPrivate: boolean): Promise<string> {
  const { channel } = await sandbox.client.conversations.create({ name: 'sms-jane', is_private: isPrivate })
  const id = channel?.id ?? ''
  await sandbox.client.conversations.invite({ channel: id, users: sandbox.ann })
  return id
}

describe('what people do with a channel, the app hears', () => {
  type Act = (slack: SlackWorkspace, act: { as: string; channel: string }) => void
  const acts: readonly (readonly [string, Act, object, object])[] = [
    [
      'renaming',
      (slack, act) => slack.renameChannel({ ...act, name: 'jane' }),
      { type: 'channel_rename', channel: { name: 'jane', name_normalized: 'jane' } },
      { type: 'group_rename', channel: { name: 'jane' } },
    ],
    [
      'archiving',
      (slack, act) => slack.archive(act),
      { type: 'channel_archive' },
      { type: 'group_archive', is_moved: 0 },
    ],
    ['deleting', (slack, act) => slack.deleteChannel(act), { type: 'channel_deleted' }, { type: 'group_deleted' }],
    [
      'removing the app',
      (slack, act) => slack.removeFromChannel({ ...act, member: slack.identity.botUserId }),
      { type: 'channel_left' },
      { type: 'group_left' },
    ],
    [
      'sharing it with another company',
      (slack, act) => slack.share(act),
      { type: 'channel_shared', connected_team_id: 'T0PARTNERCO' },
      { type: 'channel_shared' },
    ],
  ]
  const cases = acts.flatMap(([name, act, open, hidden]) => [
    [name, 'public', act, open] as const,
    [name, 'private', act, hidden] as const,
  ])

  it.each(cases)('%s (%s)', async (_name, kind, act, expected) => {
    const sandbox = await startSandbox({ subscriptions })
    const channel = await channelOfApp(sandbox, kind === 'private')
    const got = await startApp(sandbox)
    act(sandbox.slack, { as: sandbox.ann, channel })
    await sandbox.slack.settled()
    expect(eventsOf(got).at(-1)).toMatchObject(expected)
    expect(JSON.stringify(eventsOf(got).at(-1))).toContain(channel)
  })

  it('joining, leaving and opening it again too', async () => {
    const sandbox = await startSandbox({ subscriptions })
    const { slack, ann, support } = sandbox
    const bob = slack.addMember({ name: 'bob' }).id
    const got = await startApp(sandbox)
    slack.invite({ as: ann, channel: support, member: bob })
    slack.leave({ as: bob, channel: support })
    slack.archive({ as: ann, channel: support })
    slack.unarchive({ as: ann, channel: support })
    slack.share({ as: ann, channel: support })
    slack.unshare({ as: ann, channel: support })
    await slack.settled()
    expect(eventsOf(got)).toMatchObject([
      { type: 'member_joined_channel', user: bob, inviter: ann, channel_type: 'C' },
      { type: 'member_left_channel', user: bob },
      { type: 'channel_archive', user: ann },
      { type: 'channel_unarchive', user: ann },
      { type: 'channel_shared' },
      { type: 'channel_unshared', previously_connected_team_id: 'T0PARTNERCO', is_ext_shared: false },
    ])
  })

  it('of a public channel it is not in, but nothing of a private one', async () => {
    const sandbox = await startSandbox({ subscriptions })
    const { slack, ann } = sandbox
    const got = await startApp(sandbox)
    for (const isPrivate of [false, true]) {
      const { id } = slack.addChannel({ name: `other-${isPrivate}`, withApp: false, isPrivate })
      slack.archive({ as: ann, channel: id })
    }
    await slack.settled()
    expect(eventsOf(got).map(({ type }) => type)).toEqual(['channel_created', 'channel_archive'])
  })
})

describe('a channel', () => {
  it('made private keeps its id, and is a group in what comes after', async () => {
    const sandbox = await startSandbox()
    const { slack, client, ann, support } = sandbox
    const got = await startApp(sandbox)
    slack.convertToPrivate({ as: ann, channel: support })
    slack.say({ as: ann, channel: support, text: 'hello' })
    await slack.settled()
    expect(eventsOf(got)).toMatchObject([
      { subtype: 'channel_convert_to_private', channel_type: 'group' },
      { text: 'hello', channel: support, channel_type: 'group' },
    ])
    expect((await client.conversations.info({ channel: support })).channel).toMatchObject({ is_private: true })
    slack.removeFromChannel({ as: ann, channel: support, member: slack.identity.botUserId })
    expect(await answerOf(client.chat.postMessage({ channel: support, text: 'x' }))).toMatchObject({
      error: 'channel_not_found',
    })
  })

  it('shared with another company says so', async () => {
    const { slack, client, ann, support } = await startSandbox()
    slack.share({ as: ann, channel: support })
    expect((await client.conversations.info({ channel: support })).channel).toMatchObject({ is_ext_shared: true })
  })

  it('deleted is not there any more', async () => {
    const { slack, client, ann, support } = await startSandbox()
    slack.deleteChannel({ as: ann, channel: support })
    expect(await answerOf(client.conversations.info({ channel: support }))).toMatchObject({
      error: 'channel_not_found',
    })
    expect(() => slack.say({ as: ann, channel: support, text: 'x' })).toThrow('no channel')
  })

  it('renamed by the app may get another name than asked for', async () => {
    const sandbox = await startSandbox()
    const channel = await channelOfApp(sandbox, false)
    const { client, slack } = sandbox
    const renamed = await client.conversations.rename({ channel, name: 'SMS Jane Doe' })
    expect(renamed.channel).toMatchObject({ id: channel, name: 'sms-jane-doe', previous_names: ['sms-jane'] })
    expect(slack.messages(channel).at(-1)).toMatchObject({ subtype: 'channel_name', old_name: 'sms-jane' })
  })

  it('is described, archived, opened again and left by the app', async () => {
    const sandbox = await startSandbox()
    const channel = await channelOfApp(sandbox, true)
    const { client, ann, slack } = sandbox
    const described = await client.conversations.setPurpose({ channel, purpose: 'Texts of Jane' })
    expect(described['channel']).toMatchObject({ purpose: { value: 'Texts of Jane' } })
    await client.conversations.archive({ channel })
    await client.conversations.unarchive({ channel })
    await client.conversations.kick({ channel, user: ann })
    expect(slack.channels().find(({ id }) => id === channel)?.members).toEqual([slack.identity.botUserId])
    expect(await answerOf(client.conversations.leave({ channel }))).toMatchObject({ error: 'last_member' })
    await client.conversations.invite({ channel, users: ann })
    await client.conversations.leave({ channel })
    expect(slack.channels().find(({ id }) => id === channel)?.members).toEqual([ann])
  })
})

describe('people who cannot be brought in', () => {
  it('are told apart, each with a reason', async () => {
    const { client, slack, ann, support } = await startSandbox({ preferences: { canInviteGuests: false } })
    const add = (name: string, kind: 'full' | 'guest' | 'external') => slack.addMember({ name, kind }).id
    const [bob, guest, other] = [add('bob', 'full'), add('gus', 'guest'), add('eve', 'external')]
    const users = [bob, ann, guest, other, slack.identity.botUserId].join(',')
    expect(await answerOf(client.conversations.invite({ channel: support, users, force: true }))).toMatchObject({
      ok: true,
      errors: [
        { user: ann, ok: false, error: 'already_in_channel' },
        { user: guest, ok: false, error: 'user_is_restricted' },
        { user: other, ok: false, error: 'no_external_invite_permission' },
        { user: slack.identity.botUserId, ok: false, error: 'cant_invite_self' },
      ],
    })
  })

  it('a single-channel guest, once they have their channel', async () => {
    const { client, slack, ann, support } = await startSandbox()
    const guest = slack.addMember({ name: 'gus', kind: 'single-channel-guest' }).id
    await client.conversations.invite({ channel: support, users: guest })
    const second = slack.addChannel({ name: 'second', members: [ann] }).id
    expect(await answerOf(client.conversations.invite({ channel: second, users: guest }))).toMatchObject({
      error: 'ura_max_channels',
    })
    expect((await client.users.info({ user: guest })).user).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    })
  })
})

describe('refused', () => {
  type Args = (sandbox: Sandbox, own: string) => Record<string, unknown>
  const cases: readonly (readonly [string, string, Args, string])[] = [
    ['a name that is taken', 'conversations.create', () => ({ name: 'support' }), 'name_taken'],
    ['a name with capitals', 'conversations.create', () => ({ name: 'Jane' }), 'invalid_name_specials'],
    ['a name of dashes', 'conversations.create', () => ({ name: '--' }), 'invalid_name_punctuation'],
    ['a name of 81', 'conversations.create', () => ({ name: 'x'.repeat(81) }), 'invalid_name_maxlength'],
    ['no name', 'conversations.create', () => ({}), 'invalid_name_required'],
    ['a new name that is taken', 'conversations.rename', (_, channel) => ({ channel, name: 'support' }), 'name_taken'],
    [
      'renaming what others made',
      'conversations.rename',
      ({ support }) => ({ channel: support, name: 'x' }),
      'not_authorized',
    ],
    [
      'a longer description',
      'conversations.setPurpose',
      (_, channel) => ({ channel, purpose: 'x'.repeat(251) }),
      'too_long',
    ],
    ['opening what is open', 'conversations.unarchive', (_, channel) => ({ channel }), 'not_archived'],
    [
      'archiving #general',
      'conversations.archive',
      ({ slack }) => ({ channel: slack.addChannel({ name: 'general' }).id }),
      'cant_archive_general',
    ],
    [
      'removing oneself',
      'conversations.kick',
      ({ slack }, channel) => ({ channel, user: slack.identity.botUserId }),
      'cant_kick_self',
    ],
    [
      'removing who is not there',
      'conversations.kick',
      ({ slack }, channel) => ({ channel, user: slack.addMember({ name: 'bob' }).id }),
      'not_in_channel',
    ],
    [
      'closing a channel',
      'conversations.close',
      (_, channel) => ({ channel }),
      'method_not_supported_for_channel_type',
    ],
    ['a direct message with nobody', 'conversations.open', () => ({ users: 'U0NOBODY' }), 'user_not_found'],
  ]
  it.each(cases)('%s', async (_name, method, args, error) => {
    const scopes = ['channels:manage', 'channels:read', 'groups:write', 'im:write']
    const sandbox = await startSandbox({ scopes })
    const channel = await channelOfApp(sandbox, false)
    expect(await answerOf(call(sandbox.client, method, args(sandbox, channel)))).toMatchObject({ ok: false, error })
  })
})

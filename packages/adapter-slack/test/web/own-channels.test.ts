import type { ChatChannels } from '@threadline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testAdapter, testNow } from '../support/adapter.js'
import { startLoopbackSlack, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
let channels: ChatChannels
beforeAll(async () => void (slack = await startLoopbackSlack()))
afterAll(() => slack.stop())
beforeEach(() => {
  slack.calls.length = 0
  channels = testAdapter({ apiUrl: slack.apiUrl, now: () => testNow }).channels as ChatChannels
})

const wanted = { name: 'sms-jane-0123', isPrivate: false }
const createdAt = testNow.getTime() / 1000

describe('a channel is made', () => {
  it('under the name that Slack gives it', async () => {
    slack.on('conversations.create', { ok: true, channel: { id: 'C77', name: 'sms-jane-0123' } })
    expect(await channels.create('T0HOME', { ...wanted, isPrivate: true })).toEqual({
      type: 'done',
      value: { id: 'C77', name: 'sms-jane-0123' },
    })
    expect(slack.calls[0]?.args).toMatchObject({ name: 'sms-jane-0123', is_private: 'true' })
  })

  it.each([
    ['name_taken', 'name-taken', 'exists'],
    ['invalid_name_specials', 'invalid-name', 'does not take that name'],
    ['invalid_name_maxlength', 'invalid-name', 'does not take that name'],
    ['invalid_name_punctuation', 'invalid-name', 'does not take that name'],
    ['invalid_name_required', 'invalid-name', 'does not take that name'],
    ['restricted_action', 'not-permitted', '“People who can create public channels” to “Everyone, except guests”'],
    ['cannot_create_channel', 'not-permitted', 'an admin has to allow it'],
    ['user_is_restricted', 'not-permitted', 'full member'],
    ['invalid_auth', 'auth', 'reinstall'],
    ['team_access_not_granted', 'auth', 'grant'],
  ])('or not: %s is %s, and says %s', async (error, category, words) => {
    slack.on('conversations.create', { ok: false, error })
    const detail = expect.stringContaining(words) as string
    const outcome = await channels.create('T0HOME', wanted)
    expect(outcome).toMatchObject({ type: 'refused', failure: { category, code: error, detail } })
  })

  it('or not: a missing scope is named, and so is the setting for private channels', async () => {
    slack.on('conversations.create', { ok: false, error: 'missing_scope', needed: 'groups:write' })
    const scope = await channels.create('T0HOME', wanted)
    expect(scope.type === 'refused' && scope.failure.detail).toContain('groups:write')
    slack.on('conversations.create', { ok: false, error: 'restricted_action' })
    const setting = await channels.create('T0HOME', { ...wanted, isPrivate: true })
    expect(setting.type === 'refused' && setting.failure.detail).toContain('People who can create private channels')
  })

  it.each([
    ['internal_error', { ok: false, error: 'internal_error' }],
    ['a yes that does not say which', { ok: true }],
  ])('or nobody knows: %s', async (_, answer) => {
    slack.on('conversations.create', answer)
    expect(await channels.create('T0HOME', wanted)).toMatchObject({ type: 'unknown' })
  })
})

describe('a channel of unknown outcome is looked for', () => {
  beforeEach(() => slack.on('auth.test', { ok: true, user_id: 'U0BOT' }))
  const ours = { id: 'C77', name: 'sms-jane-0123', creator: 'U0BOT', created: createdAt }

  it.each([
    ['ours', ours, { id: 'C77', name: 'sms-jane-0123' }],
    ['made by somebody else', { ...ours, creator: 'U1' }, undefined],
    ['made long ago', { ...ours, created: createdAt - 86_400 }, undefined],
    ['of another name', { ...ours, name: 'sms-jane-0123-2' }, undefined],
  ])('%s', async (_, channel, value) => {
    slack.on(
      'conversations.list',
      { ok: true, channels: [], response_metadata: { next_cursor: 'more' } },
      { ok: true, channels: [channel] },
    )
    expect(await channels.find('T0HOME', wanted, testNow)).toEqual({ type: 'done', value })
  })

  it('and what keeps us from reading says nothing about it', async () => {
    slack.on('conversations.list', { ok: false, error: 'missing_scope' })
    expect(await channels.find('T0HOME', wanted, testNow)).toMatchObject({ type: 'unknown' })
  })
})

describe('people are invited', () => {
  it('all at once; who is in already is in, and who cannot come is named with the reason', async () => {
    const errors = [
      { user: 'U1', ok: false, error: 'already_in_channel' },
      { user: 'U2', ok: false, error: 'user_is_restricted' },
      { user: 'U3', ok: false, error: 'ura_max_channels' },
      { user: 'U4', ok: false, error: 'something_of_next_year' },
    ]
    slack.on('conversations.invite', { ok: true, channel: { id: 'C77' }, errors })
    const outcome = await channels.invite('T0HOME', 'C77', ['U1', 'U2', 'U3', 'U4', 'U5'])
    expect(slack.calls.map(({ args }) => args)).toMatchObject([{ users: 'U1,U2,U3,U4,U5', force: 'true' }])
    expect(outcome.type === 'done' && outcome.value.map(({ failure, memberId }) => [memberId, failure.detail])).toEqual(
      [
        ['U2', expect.stringContaining('guest')],
        ['U3', expect.stringContaining('one channel')],
        ['U4', expect.stringContaining('refused')],
      ],
    )
  })

  it.each([
    ['already_in_channel', 0],
    ['cant_invite', 1],
    ['user_not_found', 1],
    ['no_external_invite_permission', 1],
    ['org_user_not_in_team', 1],
    ['invitee_cant_see_channel', 1],
  ])('and when nobody can come because of %s, each has their own reason', async (error, count) => {
    slack.on('conversations.invite', { ok: false, error })
    const outcome = await channels.invite('T0HOME', 'C77', ['U1'])
    expect(outcome.type === 'done' && outcome.value).toHaveLength(count)
  })

  it('but not to a channel that the app is not in', async () => {
    slack.on('conversations.invite', { ok: false, error: 'not_in_channel' })
    expect(await channels.invite('T0HOME', 'C77', ['U1'])).toMatchObject({ failure: { category: 'not-in-place' } })
  })
})

it('a channel that is archived already is archived', async () => {
  slack.on('conversations.archive', { ok: false, error: 'already_archived' })
  expect(await channels.archive('T0HOME', 'C77')).toEqual({ type: 'done', value: undefined })
  slack.on('conversations.archive', { ok: false, error: 'restricted_action' })
  expect(await channels.archive('T0HOME', 'C77')).toMatchObject({ failure: { category: 'not-permitted' } })
})

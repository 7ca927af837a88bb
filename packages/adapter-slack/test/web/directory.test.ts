import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testAdapter, testNow } from '../support/adapter.js'
import { startLoopbackSlack, type LoopbackSlack } from '../support/loopback-slack.js'
import { callback, humanMessage } from '../support/payloads.js'
import { eventRequest } from '../support/signed-request.js'

let slack: LoopbackSlack
let time = testNow.getTime()
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => {
  slack.calls.length = 0
  time = testNow.getTime()
})
afterAll(() => slack.stop())

const adapter = () => testAdapter({ apiUrl: slack.apiUrl, now: () => new Date(time) })
const person = { id: 'U0ANNA', team_id: 'T0HOME', name: 'anna', is_bot: false, profile: { display_name: 'Anna' } }
const hourMs = 3_600_000

describe('who a member is', () => {
  it.each([
    ['full', {}],
    ['guest', { is_restricted: true }],
    ['guest', { is_restricted: true, is_ultra_restricted: true }],
    ['external', { team_id: 'T0THEIRS' }],
    ['external', { is_stranger: true }],
    ['external', { team_id: 'T0THEIRS', is_restricted: true }],
    ['external', { team_id: 'T0THEIRS', enterprise_user: { teams: ['T0THEIRS'] } }],
    ['full', { team_id: 'T0SISTER', enterprise_user: { teams: ['T0SISTER', 'T0HOME'] } }],
    ['app', { is_bot: true }],
    ['app', { is_workflow_bot: true }],
    ['full', { is_app_user: true }],
    ['deactivated', { deleted: true }],
  ])('%s: %j', async (kind, fields) => {
    slack.on('users.info', { ok: true, user: { ...person, ...fields } })
    const outcome = await adapter().directory.member('T0HOME', 'U0ANNA')
    expect(outcome).toEqual({ type: 'done', value: { id: 'U0ANNA', name: 'Anna', kind } })
    expect(slack.calls[0]?.args).toEqual({ user: 'U0ANNA' })
  })

  it('Slackbot is an app though it says it is no bot', async () => {
    slack.on('users.info', { ok: true, user: { ...person, id: 'USLACKBOT' } })
    expect(await adapter().directory.member('T0HOME', 'USLACKBOT')).toMatchObject({ value: { kind: 'app' } })
  })

  it.each([
    ['Anna', { display_name: 'Anna', real_name: 'Anna Berg' }],
    ['Anna Berg', { display_name: '', real_name: 'Anna Berg' }],
    ['anna', {}],
  ])('is called %s', async (name, profile) => {
    slack.on('users.info', { ok: true, user: { ...person, profile } })
    expect(await adapter().directory.member('T0HOME', 'U0ANNA')).toMatchObject({ value: { name } })
  })

  it('is not known when Slack does not say, or speaks of somebody else', async () => {
    slack.on(
      'users.info',
      { ok: false, error: 'user_not_found' },
      { ok: true },
      { ok: true, user: { ...person, id: 'U1' } },
    )
    const { directory } = adapter()
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ type: 'refused', retryable: false })
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ type: 'unknown' })
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ type: 'unknown' })
  })
})

describe('what is remembered of members', () => {
  const guest = { ...person, is_restricted: true }
  const userChange = eventRequest(callback({ type: 'user_change', user: guest }))

  it('one question serves many, for an hour', async () => {
    slack.on('users.info', { ok: true, user: person })
    const { directory } = adapter()
    await Promise.all([directory.member('T0HOME', 'U0ANNA'), directory.member('T0HOME', 'U0ANNA')])
    time += hourMs - 1
    await directory.member('T0HOME', 'U0ANNA')
    expect(slack.calls).toHaveLength(1)
    time += 1
    await directory.member('T0HOME', 'U0ANNA')
    expect(slack.calls).toHaveLength(2)
  })

  it('a failure is not kept', async () => {
    slack.on('users.info', { ok: false, error: 'internal_error' }, { ok: true, user: person })
    const { directory } = adapter()
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ type: 'unknown' })
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ type: 'done' })
  })

  it('workspaces are kept apart', async () => {
    slack.on('users.info', { ok: true, user: person })
    const { directory } = adapter()
    expect(await directory.member('T0HOME', 'U0ANNA')).toMatchObject({ value: { kind: 'full' } })
    expect(await directory.member('T0THEIRS', 'U0ANNA')).toMatchObject({ value: { kind: 'external' } })
  })

  it('is forgotten when Slack says the member changed', async () => {
    slack.on('users.info', { ok: true, user: person }, { ok: true, user: guest })
    const desk = adapter()
    expect(await desk.directory.member('T0HOME', 'U0ANNA')).toMatchObject({ value: { kind: 'full' } })
    expect((await desk.receive(userChange)).events).toEqual([])
    expect(await desk.directory.member('T0HOME', 'U0ANNA')).toMatchObject({ value: { kind: 'guest' } })
  })

  it('an answer that was under way when the member changed is not kept', async () => {
    const held = deferred()
    const asked = deferred()
    slack.on(
      'users.info',
      (response) => {
        asked.resolve()
        void held.promise.then(() => response.end(JSON.stringify({ ok: true, user: person })))
      },
      { ok: true, user: guest },
    )
    const desk = adapter()
    const before = desk.directory.member('T0HOME', 'U0ANNA')
    await asked.promise
    await desk.receive(userChange)
    held.resolve()
    await before
    expect(await desk.directory.member('T0HOME', 'U0ANNA')).toMatchObject({ value: { kind: 'guest' } })
  })

  it('names whom a text mentions, and asks once', async () => {
    slack.on('users.info', { ok: true, user: { ...person, id: 'U0BERT', profile: { display_name: 'Bert' } } })
    const desk = adapter()
    const request = eventRequest(callback(humanMessage({ text: 'Ask <@U0BERT>' })))
    for (let time = 0; time < 2; time += 1) {
      expect((await desk.receive(request)).events).toMatchObject([{ text: expect.stringContaining('Bert') }])
    }
    expect(slack.calls).toHaveLength(1)
  })

  it('receives a text although nobody says whom it mentions', async () => {
    slack.on('users.info', { ok: false, error: 'internal_error' })
    const request = eventRequest(callback(humanMessage({ text: 'Ask <@U0BERT>' })))
    expect((await adapter().receive(request)).events).toMatchObject([{ text: 'Ask @someone' }])
  })
})

describe('channels', () => {
  const page = (name: string, id: string, cursor = '') => ({
    ok: true,
    channels: [{ id, name }],
    response_metadata: { next_cursor: cursor },
  })

  it('an id is itself', async () => {
    expect(await adapter().directory.channel('T0HOME', 'C0SUPPORT')).toEqual({
      type: 'done',
      value: { id: 'C0SUPPORT' },
    })
    expect(slack.calls).toEqual([])
  })

  it('a name is found on a later page and remembered', async () => {
    slack.on('conversations.list', page('general', 'C1', 'next'), page('support', 'C2'))
    const { directory } = adapter()
    expect(await directory.channel('T0HOME', '#support')).toEqual({ type: 'done', value: { id: 'C2' } })
    expect(await directory.channel('T0HOME', '#general')).toEqual({ type: 'done', value: { id: 'C1' } })
    expect(slack.calls.map((call) => call.args.cursor)).toEqual([undefined, 'next'])
    expect(slack.calls[0]?.args).toMatchObject({ types: 'public_channel,private_channel', exclude_archived: 'true' })
  })

  it('a channel made since is found, and one that is not there is said to be missing', async () => {
    slack.on('conversations.list', page('general', 'C1'), page('support', 'C2'))
    const { directory } = adapter()
    await directory.channel('T0HOME', '#general')
    expect(await directory.channel('T0HOME', '#support')).toMatchObject({ value: { id: 'C2' } })
    expect(await directory.channel('T0HOME', '#nowhere')).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'place-missing', detail: expect.stringContaining('/invite') },
    })
  })

  it('names are forgotten when a channel is renamed', async () => {
    slack.on('conversations.list', page('support', 'C1'), page('support', 'C2'))
    const desk = adapter()
    await desk.directory.channel('T0HOME', '#support')
    const channel = { id: 'C1', name: 'old-support', created: 1 }
    await desk.receive(eventRequest(callback({ type: 'channel_rename', channel })))
    expect(await desk.directory.channel('T0HOME', '#support')).toMatchObject({ value: { id: 'C2' } })
  })

  it('a list that breaks off is no answer', async () => {
    slack.on('conversations.list', page('general', 'C1', 'next'), { ok: false, error: 'fatal_error' })
    expect(await adapter().directory.channel('T0HOME', '#support')).toMatchObject({ type: 'unknown' })
  })
})

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => void (resolve = settle))
  return { promise, resolve: () => resolve() }
}

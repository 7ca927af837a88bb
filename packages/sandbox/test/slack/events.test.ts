import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { eventsOf, startApp, startSandbox } from './support.js'

describe('what people write', () => {
  it('reaches the app as a signed event with what Slack keeps of it', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const ts = sandbox.slack.say({ as: sandbox.ann, channel: '#support', text: 'Tom & Jerry <3 📱 :wave:' })
    await sandbox.slack.settled()

    expect(got).toHaveLength(1)
    expect(got[0]).toMatchObject({
      isSigned: true,
      payload: {
        type: 'event_callback',
        team_id: 'T0SANDBOX',
        event_id: expect.stringMatching(/^Ev0/),
        authorizations: [{ team_id: 'T0SANDBOX', is_bot: true, user_id: sandbox.slack.identity.botUserId }],
        event: {
          type: 'message',
          channel: sandbox.support,
          channel_type: 'channel',
          user: sandbox.ann,
          team: 'T0SANDBOX',
          ts,
          text: 'Tom &amp; Jerry &lt;3 :iphone: :wave:',
          client_msg_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      },
    })
  })

  it('has a rich text block beside the text', async () => {
    const { slack, ann } = await startSandbox()
    slack.say({ as: ann, channel: 'support', text: 'ask @ann at https://example.com/a?b=1&c=2, *now* ❤️' })
    expect(slack.messages('support')[0]).toMatchObject({
      text: `ask <@${ann}> at <https://example.com/a?b=1&amp;c=2>, *now* :heart:`,
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'ask ' },
                { type: 'user', user_id: ann },
                { type: 'text', text: ' at ' },
                { type: 'link', url: 'https://example.com/a?b=1&c=2' },
                { type: 'text', text: ', ' },
                { type: 'text', text: 'now', style: { bold: true } },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: 'heart', unicode: '2764-fe0f' },
              ],
            },
          ],
        },
      ],
    })
  })

  it('comes twice when it mentions the app: the same ts, two event ids', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const ts = sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: '@threadline help' })
    await sandbox.slack.settled()
    expect(eventsOf(got).map((event) => [event['type'], event['ts']])).toEqual([
      ['message', ts],
      ['app_mention', ts],
    ])
    expect(new Set(got.map(({ payload }) => payload['event_id'])).size).toBe(2)
  })

  it('has identities that a workspace started again later, with the same seed, does not repeat', async () => {
    const identities = async (startAt: Date) => {
      const sandbox = await startSandbox({ clock: fakeClock(startAt) })
      const got = await startApp(sandbox)
      const ts = sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'x' })
      await sandbox.slack.settled()
      return [got[0]?.payload['event_id'], eventsOf(got)[0]?.['client_msg_id'], ts, sandbox.support, sandbox.ann]
    }
    const before = await identities(new Date('2030-01-07T10:00:00Z'))
    const after = await identities(new Date('2030-01-07T10:00:01Z'))
    expect(before.filter((identity) => identity === undefined || after.includes(identity))).toEqual([])
  })

  it('does not reach an app that is not in the channel', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    sandbox.slack.addChannel({ name: 'secret', withApp: false })
    sandbox.slack.say({ as: sandbox.ann, channel: 'secret', text: 'hello' })
    await sandbox.slack.settled()
    expect(got).toEqual([])
  })

  it('in a thread names the root and its author; sent to the channel too, it is a thread_broadcast', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const { slack, ann } = sandbox
    const root = slack.say({ as: ann, channel: 'support', text: 'root' })
    slack.say({ as: ann, channel: 'support', text: 'reply', thread: root })
    slack.say({ as: ann, channel: 'support', text: 'to all', thread: root, broadcast: true })
    await slack.settled()
    const [, reply, broadcast] = eventsOf(got)
    expect(reply).toMatchObject({ thread_ts: root, parent_user_id: ann })
    expect(reply).not.toHaveProperty('subtype')
    expect(broadcast).toMatchObject({
      subtype: 'thread_broadcast',
      thread_ts: root,
      root: { ts: root, reply_count: 2 },
    })
  })

  it('by somebody of another organisation carries their team', async () => {
    const sandbox = await startSandbox()
    const partner = sandbox.slack.addMember({ name: 'pat', kind: 'external' }).id
    sandbox.slack.join({ as: partner, channel: 'support' })
    const got = await startApp(sandbox)
    sandbox.slack.say({ as: partner, channel: 'support', text: 'hi' })
    await sandbox.slack.settled()
    expect(got[0]?.payload).toMatchObject({
      team_id: 'T0SANDBOX',
      is_ext_shared_channel: true,
      event: { user_team: 'T0PARTNERCO', source_team: 'T0PARTNERCO' },
    })
  })

  it('edited, previewed or deleted comes as a hidden event with a ts of its own', async () => {
    const sandbox = await startSandbox()
    const { slack, ann } = sandbox
    const ts = slack.say({ as: ann, channel: 'support', text: 'one' })
    const got = await startApp(sandbox)
    slack.edit({ as: ann, channel: 'support', ts, text: 'two' })
    slack.unfurl({ channel: 'support', ts })
    slack.delete({ as: ann, channel: 'support', ts })
    await slack.settled()
    expect(eventsOf(got)).toMatchObject([
      { subtype: 'message_changed', hidden: true, message: { ts, text: 'two' }, previous_message: { text: 'one' } },
      { subtype: 'message_changed', message: { text: 'two', attachments: [{}] }, previous_message: { text: 'two' } },
      { subtype: 'message_deleted', hidden: true, deleted_ts: ts, previous_message: { text: 'two' } },
    ])
    expect(eventsOf(got).every((event) => event['ts'] !== ts)).toBe(true)
    expect(slack.messages('support')).toEqual([])
  })

  it('with a file is a file_share and has no client_msg_id', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const files = [{ name: 'cat.png', mimetype: 'image/png' }]
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: '', files })
    await sandbox.slack.settled()
    const [event] = eventsOf(got)
    const file = {
      url_private: expect.stringContaining(sandbox.slack.identity.filesUrl) as string,
      mimetype: 'image/png',
    }
    expect(event).toMatchObject({ subtype: 'file_share', text: '', files: [file] })
    expect(event).not.toHaveProperty('client_msg_id')
  })
})

describe('what the app writes', () => {
  it('comes back to it as a message event that carries its ids and no metadata', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const metadata = { event_type: 'sms', event_payload: { id: '1' } }
    await sandbox.client.chat.postMessage({ channel: sandbox.support, text: 'hi', metadata })
    await sandbox.client.chat.postMessage({ channel: sandbox.support, text: 'hi', username: 'Bob' })
    await sandbox.slack.settled()
    const { botId, appId, botUserId } = sandbox.slack.identity
    const [plain, named] = eventsOf(got)
    expect(plain).toMatchObject({ bot_id: botId, app_id: appId, user: botUserId, text: 'hi' })
    expect(plain).not.toHaveProperty('subtype')
    expect(plain).not.toHaveProperty('metadata')
    expect(named).toMatchObject({ subtype: 'bot_message', username: 'Bob', bot_id: botId })
    expect(named).not.toHaveProperty('user')
  })
})

describe('an event the app does not take', () => {
  it('is sent again at once, after a minute and after five, with the reason', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox, () => new Response('no', { status: 500 }))
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'hello' })
    for (const wait of [0, 60_000, 300_000, 3_600_000]) {
      sandbox.clock.advance(wait)
      await sandbox.slack.settled()
    }
    expect(got.map(({ headers }) => headers.get('x-slack-retry-num'))).toEqual([null, '1', '2', '3'])
    expect(got.map(({ headers }) => headers.get('x-slack-retry-reason'))).toEqual([
      null,
      'http_error',
      'http_error',
      'http_error',
    ])
    expect(new Set(got.map(({ payload }) => payload['event_id'])).size).toBe(1)
    expect(got.every(({ isSigned }) => isSigned)).toBe(true)
  })

  it('is sent again at other times where those are asked for', async () => {
    const sandbox = await startSandbox({ retryDelaysMs: [1_000, 2_000] })
    const got = await startApp(sandbox, () => new Response('no', { status: 500 }))
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'hello' })
    const counts = []
    for (const wait of [0, 1_000, 2_000, 3_600_000]) {
      sandbox.clock.advance(wait)
      await sandbox.slack.settled()
      counts.push(got.length)
    }
    expect(counts).toEqual([1, 2, 3, 3])
  })

  it('is not sent again when the answer says x-slack-no-retry', async () => {
    const sandbox = await startSandbox()
    const headers = { 'x-slack-no-retry': '1' }
    const got = await startApp(sandbox, () => new Response('no', { status: 500, headers }))
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'hello' })
    await sandbox.slack.settled()
    expect(got).toHaveLength(1)
  })
})

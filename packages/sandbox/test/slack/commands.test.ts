import { describe, expect, it } from 'vitest'
import { form } from './desk.js'
import { answerOf, call, startApp, startSandbox, type Got, type Sandbox } from './support.js'

const post = (url: unknown, body: object) => fetch(String(url), { method: 'POST', body: JSON.stringify(body) })

/** Sends a command and gives the address at which more can be answered. */
async function commanded(sandbox: Sandbox, answer?: () => Response): Promise<{ got: Got | undefined; url: string }> {
  const got = await startApp(sandbox, answer)
  await sandbox.slack.command({ as: sandbox.ann, channel: 'support', command: '/sms', text: 'to Jane' })
  return { got: got[0], url: String(got[0]?.payload['response_url']) }
}

describe('a slash command', () => {
  it('comes as a signed form, with a trigger that opens a modal', async () => {
    const sandbox = await startSandbox()
    const { got } = await commanded(sandbox)
    expect(got).toMatchObject({
      isSigned: true,
      payload: {
        command: '/sms',
        text: 'to Jane',
        team_id: 'T0SANDBOX',
        channel_id: sandbox.support,
        channel_name: 'support',
        user_id: sandbox.ann,
        user_name: 'ann',
        is_enterprise_install: 'false',
      },
    })
    await call(sandbox.client, 'views.open', { trigger_id: got?.payload['trigger_id'], view: form })
    expect(sandbox.slack.openViews(sandbox.ann)).toHaveLength(1)
  })

  it.each([
    ['words', () => new Response('Sent.'), { text: 'Sent.' }],
    ['JSON', () => Response.json({ text: 'Sent.' }), { text: 'Sent.' }],
    ['nothing', () => new Response(), undefined],
  ])('is answered to the person alone: %s', async (_name, answer, expected) => {
    const sandbox = await startSandbox()
    await commanded(sandbox, answer)
    expect(sandbox.slack.ephemerals(sandbox.ann)).toMatchObject(expected ? [expected] : [])
    expect(sandbox.slack.messages('support')).toEqual([])
  })

  it('is answered for all to see, also where the app is not a member', async () => {
    const sandbox = await startSandbox()
    const { slack, ann } = sandbox
    slack.addChannel({ name: 'private', isPrivate: true, withApp: false })
    await startApp(sandbox, () => Response.json({ response_type: 'in_channel', text: 'Hello' }))
    await slack.command({ as: ann, channel: 'private', command: '/sms' })
    expect(slack.messages('private')).toMatchObject([{ text: 'Hello', bot_id: slack.identity.botId }])
  })

  it('that fails says why; one the app does not have cannot be sent', async () => {
    const sandbox = await startSandbox()
    await startApp(sandbox, () => new Response('', { status: 500 }))
    const place = { as: sandbox.ann, channel: 'support' }
    expect(await sandbox.slack.command({ ...place, command: '/sms' })).toEqual({ type: 'failed', reason: 'http_500' })
    await expect(sandbox.slack.command({ ...place, command: '/sma' })).rejects.toThrow('not a command')
    const without = await startSandbox({ scopes: ['chat:write'] })
    const there = { as: without.ann, channel: 'support', command: '/sms' }
    await expect(without.slack.command(there)).rejects.toThrow('no scope commands')
  })
})

describe('a response_url', () => {
  it('works five times, for half an hour', async () => {
    const sandbox = await startSandbox()
    const { url } = await commanded(sandbox)
    for (let use = 0; use < 5; use += 1) expect((await post(url, { text: `${use}` })).status).toBe(200)
    expect(sandbox.slack.ephemerals(sandbox.ann)).toHaveLength(5)
    const used = await post(url, { text: '6' })
    expect([used.status, await used.json()]).toEqual([404, { ok: false, error: 'used_url' }])
    const { url: another } = await commanded(sandbox)
    sandbox.clock.advance(30 * 60_000)
    expect(await (await post(another, { text: 'x' })).json()).toMatchObject({ error: 'expired_url' })
  })

  it('refuses what Slack would not show', async () => {
    const sandbox = await startSandbox()
    const { url } = await commanded(sandbox)
    expect(await (await post(url, {})).json()).toMatchObject({ error: 'no_text' })
    const answer = await post(url, { text: 'x', blocks: [{ type: 'fancy' }] })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_blocks' }])
  })

  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }
  const blocks = [{ type: 'actions', elements: [button] }]

  it('of a click changes or removes the message that was clicked in', async () => {
    const sandbox = await startSandbox()
    const { client, slack, ann, support } = sandbox
    const { ts = '' } = await client.chat.postMessage({ channel: support, text: 'x', blocks })
    const got = await startApp(sandbox)
    await slack.click({ as: ann, channel: support, ts, actionId: 'go' })
    const url = got[0]?.payload['response_url']
    await post(url, { replace_original: true, text: 'Gone' })
    expect(slack.messages(support)).toMatchObject([{ ts, text: 'Gone' }])
    expect(slack.messages(support)[0]).not.toHaveProperty('blocks')
    await post(url, { delete_original: true })
    expect(slack.messages(support)).toEqual([])
  })

  it('of a click in an ephemeral message is the only way to change or remove that', async () => {
    const sandbox = await startSandbox()
    const { client, slack, ann, support } = sandbox
    await client.chat.postEphemeral({ channel: support, user: ann, text: 'x', blocks })
    const { ts = '' } = slack.ephemerals(ann)[0] ?? {}
    const got = await startApp(sandbox)
    await slack.click({ as: ann, channel: support, ts, actionId: 'go' })
    const url = got[0]?.payload['response_url']
    await post(url, { replace_original: 'true', text: 'Done' })
    expect(slack.ephemerals(ann)).toMatchObject([{ ts, text: 'Done' }])
    expect(await answerOf(client.chat.update({ channel: support, ts, text: 'y' }))).toMatchObject({
      error: 'message_not_found',
    })
    await post(url, { delete_original: 'true' })
    expect(slack.ephemerals(ann)).toEqual([])
  })
})

describe('a shortcut', () => {
  it('of everything knows no channel; of a message it knows both', async () => {
    const sandbox = await startSandbox()
    const { slack, ann, support } = sandbox
    const ts = slack.say({ as: ann, channel: support, text: 'Call me' })
    const got = await startApp(sandbox)
    await slack.shortcut({ as: ann, callbackId: 'send-text' })
    await slack.messageShortcut({ as: ann, channel: support, ts, callbackId: 'text-this' })
    const [everywhere, ofMessage] = got.map(({ payload }) => payload)
    expect(everywhere).toMatchObject({ type: 'shortcut', callback_id: 'send-text', user: { id: ann } })
    for (const field of ['channel', 'response_url']) expect(everywhere).not.toHaveProperty(field)
    expect(ofMessage).toMatchObject({
      type: 'message_action',
      callback_id: 'text-this',
      message_ts: ts,
      channel: { id: support, name: 'support' },
      message: { text: 'Call me' },
      response_url: expect.stringContaining(slack.identity.hooksUrl) as string,
    })
    await call(sandbox.client, 'views.open', { trigger_id: everywhere?.['trigger_id'], view: form })
    expect(slack.openViews(ann)).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import { buttons, form } from './desk.js'
import { answerOf, postBlocks, startApp, startSandbox } from './support.js'

describe('a click', () => {
  it('arrives signed, with the message, the channel and a trigger', async () => {
    const sandbox = await startSandbox()
    const { ts = '' } = await sandbox.client.chat.postMessage({ channel: sandbox.support, text: 'x', blocks: buttons })
    const got = await startApp(sandbox)
    const where = { as: sandbox.ann, channel: 'support', ts }
    expect(await sandbox.slack.click({ ...where, actionId: 'send' })).toEqual({ type: 'answered', body: '' })
    await sandbox.slack.click({ ...where, actionId: 'open' })
    await sandbox.slack.click({ ...where, actionId: 'pick', value: '1' })
    expect(got[0]).toMatchObject({
      isSigned: true,
      payload: {
        type: 'block_actions',
        user: { id: sandbox.ann, team_id: 'T0SANDBOX' },
        container: { type: 'message', message_ts: ts, channel_id: sandbox.support, is_ephemeral: false },
        channel: { id: sandbox.support },
        message: { ts, text: 'x' },
        trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
        response_url: expect.stringContaining(sandbox.slack.identity.hooksUrl) as string,
        actions: [{ type: 'button', action_id: 'send', block_id: 'head', value: 'v1' }],
      },
    })
    expect(got[1]?.payload).toMatchObject({ actions: [{ action_id: 'open', url: 'https://example.com/' }] })
    expect(got[2]?.payload).toMatchObject({ actions: [{ action_id: 'pick', selected_option: { value: '1' } }] })
  })

  it('in an ephemeral message comes without the message', async () => {
    const sandbox = await startSandbox()
    const { client, slack, ann, support } = sandbox
    await client.chat.postEphemeral({ channel: support, user: ann, text: 'x', blocks: buttons })
    const got = await startApp(sandbox)
    await slack.click({ as: ann, channel: support, ts: slack.ephemerals(ann)[0]?.ts ?? '', actionId: 'send' })
    expect(got[0]?.payload).toMatchObject({ container: { is_ephemeral: true } })
    expect(got[0]?.payload).not.toHaveProperty('message')
  })

  it('on what is not there, or by who is not there, cannot happen', async () => {
    const { client, slack, ann, support } = await startSandbox()
    const { ts = '' } = await client.chat.postMessage({ channel: support, text: 'x', blocks: buttons })
    await expect(slack.click({ as: ann, channel: support, ts, actionId: 'nothing' })).rejects.toThrow('nothing')
    const bob = slack.addMember({ name: 'bob' }).id
    await expect(slack.click({ as: bob, channel: support, ts, actionId: 'send' })).rejects.toThrow('not a member')
  })

  it('that the app answers with an error is not sent again', async () => {
    const sandbox = await startSandbox()
    const { ts = '' } = await sandbox.client.chat.postMessage({ channel: sandbox.support, text: 'x', blocks: buttons })
    const got = await startApp(sandbox, () => new Response('no', { status: 500 }))
    const answer = await sandbox.slack.click({ as: sandbox.ann, channel: 'support', ts, actionId: 'send' })
    expect(answer).toEqual({ type: 'failed', reason: 'http_500' })
    sandbox.clock.advance(600_000)
    await sandbox.slack.settled()
    expect(got).toHaveLength(1)
  })
})

describe('a click that gets lost', () => {
  it('fails after three seconds', async () => {
    const sandbox = await startSandbox()
    const ts = await postBlocks(sandbox, buttons)
    const got = await startApp(sandbox)
    sandbox.sender.faults.add({ on: 'interaction.block_actions', fault: { type: 'drop' }, times: 1 })
    const answer = sandbox.slack.click({ as: sandbox.ann, channel: 'support', ts, actionId: 'send' })
    sandbox.clock.advance(3000)
    expect(await answer).toEqual({ type: 'failed', reason: 'http_timeout' })
    expect(got).toEqual([])
  })
})

describe('a trigger', () => {
  it('opens one view, for three seconds', async () => {
    const sandbox = await startSandbox()
    const triggers: unknown[] = []
    await startApp(sandbox, (payload) => {
      triggers.push(payload['trigger_id'])
      return new Response()
    })
    const { client, slack, ann, support, clock } = sandbox
    const { ts = '' } = await client.chat.postMessage({ channel: support, text: 'x', blocks: buttons })
    const open = async (trigger: unknown) => answerOf(client.apiCall('views.open', { trigger_id: trigger, view: form }))
    await slack.click({ as: ann, channel: support, ts, actionId: 'send' })
    await slack.click({ as: ann, channel: support, ts, actionId: 'send' })
    const [first, second] = triggers.filter((trigger) => trigger !== undefined)
    expect(await open('1.2.nothing')).toMatchObject({ error: 'invalid_trigger_id' })
    clock.advance(2999)
    expect(await open(first)).toMatchObject({
      ok: true,
      view: { private_metadata: 'secret', hash: expect.any(String) },
    })
    expect(await open(first)).toMatchObject({ error: 'exchanged_trigger_id' })
    clock.advance(1)
    expect(await open(second)).toMatchObject({ error: 'expired_trigger_id' })
    expect(slack.openViews(ann)).toHaveLength(1)
  })
})

describe('the home tab', () => {
  it('is opened by a person, published by the app, and its buttons work', async () => {
    const sandbox = await startSandbox()
    const got = await startApp(sandbox)
    const { slack, client, ann } = sandbox
    slack.openHome(ann)
    await slack.settled()
    expect(got[0]?.payload).toMatchObject({ event: { type: 'app_home_opened', user: ann, tab: 'home' } })
    await client.apiCall('views.publish', { user_id: ann, view: { type: 'home', blocks: buttons } })
    const viewId = slack.homeView(ann)?.id ?? ''
    await slack.clickInView({ as: ann, viewId, actionId: 'send' })
    expect(got[1]?.payload).toMatchObject({ container: { type: 'view', view_id: viewId }, view: { type: 'home' } })
  })
})

import { describe, expect, it } from 'vitest'
import { section } from './build.js'
import { answerOf, startSandbox } from './support.js'

describe('tokens and scopes', () => {
  it.each([
    ['no token', {}, 'not_authed'],
    ['a wrong token', { authorization: 'Bearer xoxb-wrong' }, 'invalid_auth'],
  ])('%s', async (_name, headers, error) => {
    const { url } = await startSandbox()
    const response = await fetch(`${url}/api/auth.test`, { method: 'POST', headers })
    expect(await response.json()).toMatchObject({ ok: false, error })
  })

  it('a token counts in a form, but not in a JSON body', async () => {
    const { url, slack } = await startSandbox()
    const token = slack.identity.botToken
    const form = await fetch(`${url}/api/auth.test`, { method: 'POST', body: new URLSearchParams({ token }) })
    expect(await form.json()).toMatchObject({ ok: true, team_id: 'T0SANDBOX' })
    const headers = { 'content-type': 'application/json' }
    const json = await fetch(`${url}/api/auth.test`, { method: 'POST', headers, body: JSON.stringify({ token }) })
    expect(await json.json()).toMatchObject({ ok: false, error: 'not_authed' })
    expect(JSON.stringify(slack.calls)).not.toContain(token)
  })

  it('JSON works where Slack takes it, and is not seen where it does not', async () => {
    const { url, slack, support } = await startSandbox()
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${slack.identity.botToken}` }
    const call = async (method: string, body: unknown): Promise<unknown> =>
      (await fetch(`${url}/api/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    expect(await call('chat.postMessage', { channel: support, text: 'x', blocks: [section()] })).toMatchObject({
      ok: true,
    })
    expect(await call('users.info', { user: slack.identity.botUserId })).toMatchObject({ error: 'invalid_arguments' })
  })

  it.each([
    ['chat.postMessage', ['channels:read'], { text: 'x' }, 'chat:write'],
    ['chat.postMessage', ['chat:write'], { text: 'x', username: 'Bob' }, 'chat:write.customize'],
    ['conversations.history', ['groups:history'], {}, 'channels:history'],
    ['conversations.create', ['groups:write'], { name: 'a' }, 'channels:manage'],
    ['reactions.add', ['reactions:read'], {}, 'reactions:write'],
  ])('%s without its scope says which is needed', async (method, scopes, args, needed) => {
    const { client, support } = await startSandbox({ scopes })
    const answer = await answerOf(client.apiCall(method, { channel: support, ...args }))
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope', needed, provided: scopes.join(',') })
  })

  it.each([
    [{ canCreatePublicChannels: false }, ['restricted_action', undefined]],
    [{ canCreatePrivateChannels: false }, [undefined, 'restricted_action']],
  ])('creating channels can be restricted by kind, and be allowed again: %o', async (preferences, errors) => {
    const { client, slack } = await startSandbox({ preferences })
    const create = async (name: string, is_private: boolean) =>
      (await answerOf(client.conversations.create({ name, is_private })))['error']
    expect([await create('a', false), await create('b', true)]).toEqual(errors)
    slack.prefer({ canCreatePublicChannels: true, canCreatePrivateChannels: true })
    expect([await create('c', false), await create('d', true)]).toEqual([undefined, undefined])
  })
})

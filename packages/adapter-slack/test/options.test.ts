import { describe, expect, it } from 'vitest'
import { slackAdapter, slackSocketMode, type SlackAdapterOptions } from '../src/index.js'
import { botToken, signingSecret } from './support/adapter.js'

const good: SlackAdapterOptions = { botToken, signingSecret }

describe('an option that cannot work is refused at once, without showing it', () => {
  it.each([
    ['no token', { botToken: '' }],
    ['a token with a line break', { botToken: `${botToken}\n` }],
    ['no secret', { signingSecret: '' }],
    ['no secret in the list', { signingSecret: [] }],
    ['an empty secret in the list', { signingSecret: [signingSecret, ''] }],
    ['a URL that is none', { apiUrl: 'slack.com/api' }],
    ['a URL of another kind', { apiUrl: 'file:///etc/passwd' }],
    ['a URL with credentials', { apiUrl: `http://me:${signingSecret}@slack.com/api/` }],
    ['no time at all', { timeoutMs: 0 }],
    ['a time that is none', { timeoutMs: Number.NaN }],
    ['a time no timer can hold', { timeoutMs: 2 ** 31 }],
    ['a negative wait', { settleMs: -1 }],
    ['a workspace that is a name', { workspaceId: `acme-${signingSecret}` }],
  ])('%s', (_, options) => {
    const error = thrownBy(() => slackAdapter({ ...good, ...options }))
    expect(error).toMatchObject({ code: 'configuration.invalid' })
    expect(String(error)).not.toContain(signingSecret)
    expect(String(error)).not.toContain(botToken)
  })

  it.each([
    ['no app token', { appToken: '' }],
    ['no secret', { signingSecret: '' }],
    ['a URL that is none', { url: '/webhooks/slack' }],
  ])('Socket Mode: %s', (_, options) => {
    const deliver = async () => new Response()
    const error = thrownBy(() => slackSocketMode({ appToken: 'xapp-1', signingSecret, deliver, ...options }))
    expect(error).toMatchObject({ code: 'configuration.invalid' })
    expect(String(error)).not.toContain(signingSecret)
  })
})

it('a token and a secret are enough', () => {
  expect(() => slackAdapter(good)).not.toThrow()
})

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

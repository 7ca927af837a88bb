import { describe, expect, it } from 'vitest'
import { startSandbox } from './support.js'

describe('faults', () => {
  it('a post whose answer is lost is there, one that was reset is not', async () => {
    const { client, slack, support, faults } = await startSandbox()
    faults.add({ on: 'chat.postMessage', fault: { type: 'accept-then-drop' }, times: 1 })
    await expect(client.chat.postMessage({ channel: support, text: 'lost answer' })).rejects.toThrow()
    faults.add({ on: 'chat.postMessage', fault: { type: 'reset' }, times: 1 })
    await expect(client.chat.postMessage({ channel: support, text: 'never arrived' })).rejects.toThrow()
    expect(slack.messages(support).map((message) => message.text)).toEqual(['lost answer'])
  })

  it('a rate limit says how long to wait, and nothing happened', async () => {
    const { client, slack, support, faults } = await startSandbox()
    faults.add({ on: /^chat\./, fault: { type: 'rate-limit', retryAfterMs: 7000 }, times: 1 })
    await expect(client.chat.postMessage({ channel: support, text: 'x' })).rejects.toMatchObject({ retryAfter: 7 })
    expect(slack.messages(support)).toEqual([])
  })
})

describe('rate limits', () => {
  it('a channel takes a small burst of posts, then one a second; another channel is free', async () => {
    const { client, slack, support, clock } = await startSandbox({ rateLimits: 'slack' })
    const other = slack.addChannel({ name: 'other' }).id
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
    for (let count = 0; count < 4; count += 1) await post(support)
    await expect(post(support)).rejects.toMatchObject({ retryAfter: 1 })
    await post(other)
    clock.advance(1000)
    await post(support)
    await expect(post(support)).rejects.toMatchObject({ retryAfter: 1 })
  })

  it('a method of the second tier can be called 20 times a minute', async () => {
    const { client, clock } = await startSandbox({ rateLimits: 'slack' })
    for (let count = 0; count < 20; count += 1) await client.users.list({})
    await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 60 })
    await client.auth.test()
    clock.advance(60_000)
    expect(await client.users.list({})).toMatchObject({ ok: true })
  })
})

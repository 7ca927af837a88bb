import { describe, expect, it } from 'vitest'
import type { LogFields, Logger } from '@threadline/core'
import { ThreadlineError } from '@threadline/core'
import { openDesk } from '../support/desk.js'

const post = (path: string, body: BodyInit = '[]', init: RequestInit = {}) =>
  new Request(`http://localhost/threadline/${path}`, { method: 'POST', body, ...init })

describe('the doors', () => {
  it.each([
    ['an unknown path', new Request('http://localhost/elsewhere'), 404],
    ['a path below a door', post('chat/more'), 404],
    ['a path beside the base path', new Request('http://localhost/threadlinechat'), 404],
    ['an unknown provider', post('sms/nobody'), 404],
    ['a provider named like a property of every object', post('sms/constructor'), 404],
    ['another method', new Request('http://localhost/threadline/chat', { method: 'DELETE' }), 405],
    ['a body that is announced too large', post('chat', 'x', { headers: { 'content-length': '9999999' } }), 413],
    ['a body that grows too large', post('chat', 'x'.repeat(2_000)), 413],
  ])('answer %s', async (_what, request, status) => {
    const desk = await openDesk({ maxBodyBytes: 1_000 })
    expect((await desk.threadline.fetch(request)).status).toBe(status)
    expect(desk.chat.posts).toEqual([])
  })

  it('answer what an adapter does not believe with its status, and log the code alone', async () => {
    const lines: LogFields[] = []
    const keep = (fields: LogFields) => void lines.push(fields)
    const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep }
    const desk = await openDesk({ logger })
    lines.length = 0
    desk.chat.receive = async () => {
      throw new ThreadlineError('webhook.bad_signature', 'The signature does not fit.')
    }
    const response = await desk.threadline.fetch(post('chat', '{"text":"secret words"}'))
    expect(response.status).toBe(401)
    expect(lines).toEqual([{ door: 'chat', code: 'webhook.bad_signature', status: 401 }])
  })

  it('answer 5xx to whatever they did not expect, and tell nothing of it', async () => {
    const desk = await openDesk()
    desk.chat.receive = async () => {
      throw new Error('password=hunter2')
    }
    const response = await desk.threadline.fetch(post('chat'))
    expect([response.status, await response.text()]).toEqual([500, 'Something failed here. Send it again.\n'])
  })

  it('refuse a text to a number that no line has, so that it shows at the provider', async () => {
    const desk = await openDesk()
    const text = {
      type: 'text',
      externalId: 'a',
      from: '+14155550123',
      to: '+14155550999',
      text: 'Hi',
      media: [],
    } as const
    expect((await desk.smsEvents(text)).status).toBe(503)
  })

  it('give adapters the URL that the sender signed', async () => {
    const desk = await openDesk({ publicUrl: 'https://sms.example.com' })
    let seen = ''
    desk.carrier.receive = async (request) => {
      seen = request.url
      return { events: [], respond: () => new Response('') }
    }
    await desk.threadline.fetch(new Request('http://10.0.0.7:8080/threadline/sms/carrier?ref=a%20b'))
    expect(seen).toBe('https://sms.example.com/threadline/sms/carrier?ref=a%20b')
  })

  it('leave an event of another workspace alone', async () => {
    const desk = await openDesk()
    const event = { workspaceId: 'T2', identities: ['x'], author: { type: 'member', id: 'U1' } } as const
    const response = await desk.chatEvents({ type: 'mention', post: { channelId: 'C1', messageId: 'm' }, ...event })
    await desk.settle()
    expect([response.status, desk.chat.posts]).toEqual([200, []])
  })
})

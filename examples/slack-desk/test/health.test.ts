import { afterEach, beforeEach, expect, it } from 'vitest'
import { createThreadline, type Storage } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { slackAdapter } from '@threadline/adapter-slack'
import { twilioProvider } from '@threadline/provider-twilio'
import { withHealth } from '../src/health.js'
import { listen, type Listening } from '../src/listen.js'

let server: Listening
beforeEach(async () => void (server = await listen(0, '127.0.0.1')))
afterEach(() => server.close())

function serve(storage: Storage): void {
  const threadline = createThreadline({
    workspaceId: 'T1',
    publicUrl: 'https://sms.example.com',
    chat: slackAdapter({ botToken: 'xoxb-1', signingSecret: 'secret' }),
    providers: { twilio: twilioProvider({ accountSid: `AC${'0'.repeat(32)}`, authToken: 'token' }) },
    lines: [{ senders: [{ provider: 'twilio', address: '+14155550100' }] }],
    storage,
  })
  server.handle(withHealth(threadline))
}

const look = async (path: string) => {
  const response = await fetch(`${server.url}${path}`)
  return [response.status, await response.json()] as const
}

it('a desk that keeps up is ready', async () => {
  serve(memoryStorage())
  expect(await look('/healthz')).toEqual([200, { ok: true }])
  expect(await look('/readyz')).toEqual([200, { ok: true, dueLanes: 0, lagMs: 0, deadEffects: 0 }])
})

it('a desk whose storage fails is there, but not ready', async () => {
  const fail = () => Promise.reject(new Error('no database'))
  serve({ transaction: fail, waitingLanes: fail })
  expect(await look('/healthz')).toEqual([200, { ok: true }])
  expect(await look('/readyz')).toEqual([503, { ok: false, storage: 'does not answer' }])
})

it('what is not about health goes to the desk', async () => {
  serve(memoryStorage())
  expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404)
})

import { createHmac } from 'node:crypto'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline, type Threadline } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock, type InboundText, type SmsProviderDescriptor } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, type Listening } from '../../examples/slack-desk/src/listen.js'
import { birdDescriptor } from '../../packages/provider-messagebird/test/support/bird-descriptor.js'
import { classicDescriptor } from '../../packages/provider-messagebird/test/support/classic-descriptor.js'
import { descriptor as twilioDescriptor } from '../../packages/provider-twilio/test/support/descriptor.js'
import { descriptor as vonageDescriptor } from '../../packages/provider-vonage/test/support/descriptor.js'
import { collectedLog } from './support/collected-log.js'

/** Each vendor's webhooks, signed by code that is none of the provider's. */
const vendors: Readonly<Record<string, SmsProviderDescriptor>> = {
  twilio: twilioDescriptor,
  vonage: vonageDescriptor,
  messagebird: classicDescriptor,
  bird: birdDescriptor,
}
const names = Object.keys(vendors)
const secretsOf = (name: string) => vendor(name).webhooks.secrets
const address = '+14155550100'
const clock = fakeClock()
const now = () => clock.now()

interface Host {
  readonly threadline: Threadline
  readonly server: Listening
}

/** Two hosts on real HTTP: one whose secrets are all being rotated, and that of another workspace. */
let ours: Host
let theirs: Host
beforeEach(async () => {
  ours = await openHost('T0OURS', (name) => [secretsOf(name).current, secretsOf(name).previous], ['new', 'old'])
  theirs = await openHost('T0THEIRS', (name) => [secretsOf(name).foreign], ['foreign'])
})
afterEach(() => Promise.all([ours.server.close(), theirs.server.close()]))

async function openHost(
  workspaceId: string,
  secretsFor: (name: string) => readonly [string, ...string[]],
  signingSecret: readonly string[],
): Promise<Host> {
  const server = await listen(0, '127.0.0.1')
  const setup = { apiUrl: 'http://127.0.0.1:9', timeoutMs: 1_000, now }
  const providers = names.map((name) => [name, vendor(name).open({ ...setup, signingSecrets: secretsFor(name) })])
  const [first = 'twilio', ...others] = names
  const threadline = createThreadline({
    workspaceId,
    publicUrl: 'https://desk.example',
    chat: slackAdapter({ botToken: 'xoxb-test', signingSecret, now }),
    providers: Object.fromEntries(providers),
    lines: [{ senders: [{ provider: first, address }, ...others.map((provider) => ({ provider, address }))] }],
    storage: memoryStorage(),
    logger: collectedLog(),
    clock,
  })
  server.handle(threadline.nodeHandler)
  return { threadline, server }
}

function vendor(name: string): SmsProviderDescriptor {
  const found = vendors[name]
  if (!found) throw new Error(`There is no ${name}.`)
  return found
}

/** A customer's text in the words of one vendor, signed with whatever secret. */
async function post({ server }: Host, name: string, secret: string): Promise<number> {
  const { externalIds, webhooks } = vendor(name)
  const text: InboundText = { externalId: externalIds[0], from: '+14155550123', to: address, text: 'Hi', media: [] }
  const { body, headers, method } = webhooks.text(text, { secret, at: now() })
  const answer = await fetch(`${server.url}/threadline/sms/${name}`, { method, headers, body: Buffer.from(body) })
  return answer.status
}

describe.each(names)('the door of %s', (name) => {
  const others = names.filter((other) => other !== name).map((other) => [other, secretsOf(other).current] as const)
  const wrong = [...others, ['another workspace', secretsOf(name).foreign] as const]

  it.each(wrong)('refuses what is signed with the secret of %s', async (_whose, secret) => {
    expect(await post(ours, name, secret)).toBe(401)
    expect(await ours.threadline.contacts.list()).toEqual([])
  })

  it('of the other workspace takes that secret, and none of ours', async () => {
    const { current, foreign, previous } = secretsOf(name)
    expect(await post(theirs, name, current)).toBe(401)
    expect(await post(theirs, name, previous)).toBe(401)
    expect(await post(theirs, name, foreign)).toBeLessThan(300)
  })

  it('takes both secrets while one replaces the other', async () => {
    expect(await post(ours, name, secretsOf(name).current)).toBeLessThan(300)
    expect(await post(ours, name, secretsOf(name).previous)).toBeLessThan(300)
    expect(await ours.threadline.contacts.list()).toHaveLength(1)
  })
})

describe('the door of Slack', () => {
  it.each([
    ['the new secret', 'new', 200],
    ['the old one while it is replaced', 'old', 200],
    ['that of another workspace', 'foreign', 401],
  ])('with %s answers as it should', async (_which, secret, status) => {
    const body = JSON.stringify({ type: 'url_verification', token: 'x', challenge: 'echo' })
    const timestamp = String(Math.floor(now().getTime() / 1_000))
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
    const answer = await fetch(`${ours.server.url}/threadline/chat`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
    })
    expect(answer.status).toBe(status)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDeskSettings } from '@threadline/cli'
import { startSandbox, type Sandbox } from '@threadline/sandbox'
import { putEmptyDatabase } from '../../../packages/storage-postgres/test/support/empty-database.js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openRealDesk, type RealDesk } from '../src/real-desk.js'

const customer = '+14155550123'
const number = '+14155550100'
const publicUrl = 'https://sms.example.com'

let sandbox: Sandbox
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slack-desk-'))
  await putEmptyDatabase(folder)
  sandbox = await startSandbox({ carrier: { numbers: [{ number }], fetch: asFromOutside } })
})
afterEach(async () => {
  await sandbox.stop()
  await rm(folder, { recursive: true })
})

/** The carrier knows the desk by its public URL, which leads to wherever it listens now. */
let listensAt = ''
const asFromOutside: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  const body = await request.text()
  const { headers, method } = request
  return fetch(request.url.replace(publicUrl, listensAt), { method, headers, body })
}

async function open(): Promise<RealDesk> {
  const { botToken, signingSecret } = sandbox.slack.identity
  const settings = readDeskSettings({
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    TWILIO_ACCOUNT_SID: sandbox.carrier.accountSid,
    TWILIO_AUTH_TOKEN: sandbox.carrier.authToken,
    TWILIO_API_URL: sandbox.carrierApiUrl,
    TWILIO_NUMBER: number,
    PUBLIC_URL: publicUrl,
    PORT: '0',
    THREADLINE_FOLDER: folder,
  })
  if (settings.mode !== 'real') throw new Error('The settings should have been real.')
  const desk = await openRealDesk(settings)
  listensAt = desk.url
  sandbox.connect({
    chatWebhookUrl: `${desk.url}/threadline/chat`,
    smsWebhookUrl: `${publicUrl}/threadline/sms/twilio`,
  })
  return desk
}

const messages = () => sandbox.slack.messages('sms').filter((message) => message.bot_id)
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 })

it('a restart keeps the thread: the next text lands in it, and a reply in it is texted', async () => {
  const before = await open()
  sandbox.carrier.text({ from: customer, to: number, body: 'Hi' })
  await waitFor(() => expect(messages()).toHaveLength(1))
  await sandbox.settled()
  await before.stop()

  const after = await open()
  const root = messages()[0]
  sandbox.carrier.text({ from: customer, to: number, body: 'Still there?' })
  await waitFor(() => expect(messages().map(({ thread_ts }) => thread_ts)).toEqual([root?.ts, root?.ts]))
  const ana = sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
  sandbox.slack.say({ as: ana, channel: 'sms', thread: root?.ts ?? '', text: 'Yes!' })
  await waitFor(() => expect(sandbox.carrier.phone(customer).inbox.map(({ body }) => body)).toEqual(['Yes!']))
  await sandbox.settled()
  await after.stop()
})

it('a text taken before the restart, and not yet delivered, is delivered after it', async () => {
  sandbox.faults.slack.add({
    on: 'chat.postMessage',
    fault: { type: 'rate-limit', retryAfterMs: 1_000 },
    times: Infinity,
  })
  const before = await open()
  sandbox.carrier.text({ from: customer, to: number, body: 'Hi' })
  await sandbox.settled()
  await before.stop()
  expect(messages()).toEqual([])

  sandbox.faults.slack.clear()
  const after = await open()
  await waitFor(() => expect(messages()).toHaveLength(1))
  await after.stop()
})

it('a second desk on the same folder is refused with a sentence that names it', async () => {
  const desk = await open()
  await expect(open()).rejects.toThrow(folder)
  await desk.stop()
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'
import { startSandbox, type Sandbox, type SandboxOptions } from '@threadline/sandbox'
import { afterEach, expect, it } from 'vitest'
import { diagnose } from '../src/doctor/diagnose.js'
import type { Finding } from '../src/doctor/finding.js'
import { runCommand } from '../src/run-command.js'
import type { Env } from '../src/settings/env-file.js'

const number = '+14155550100'
const secrets = { signingSecret: 'a1'.repeat(16), botToken: 'xoxb-1-secret', authToken: 'b2'.repeat(16) }

let sandbox: Sandbox
let server: Server
afterEach(async () => {
  await sandbox.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** A desk that listens, on a sandbox, and the environment it is set up by. */
async function openDesk(slack: SandboxOptions['slack'] = {}): Promise<Env> {
  const { authToken, botToken, signingSecret } = secrets
  sandbox = await startSandbox({
    slack: { ...slack, botToken, signingSecret },
    carrier: { authToken, numbers: [{ number }] },
  })
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { accountSid } = sandbox.carrier
  const threadline = createThreadline({
    workspaceId: 'T0SANDBOX',
    publicUrl,
    chat: slackAdapter({ botToken, signingSecret, apiUrl: sandbox.slackApiUrl }),
    providers: { twilio: twilioProvider({ accountSid, authToken }) },
    lines: [{ senders: [{ provider: 'twilio', address: number }] }],
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  })
  server.on('request', (request, response) => threadline.nodeHandler(request, response))
  sandbox.connect({ smsWebhookUrl: `${publicUrl}/threadline/sms/twilio` })
  return {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: sandbox.slackApiUrl,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_API_URL: sandbox.carrierApiUrl,
    TWILIO_NUMBER: number,
    PUBLIC_URL: publicUrl,
    THREADLINE_FOLDER: '/nowhere/threadline',
  }
}

async function examine(env: Env, now = () => new Date()): Promise<readonly Finding[]> {
  const findings = await diagnose(env, now)
  for (const secret of Object.values(secrets)) expect(JSON.stringify(findings)).not.toContain(secret)
  return findings
}

/** What a person gets to see, and the exit code. */
async function run(env: Env, ...words: readonly string[]): Promise<readonly [number, string]> {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough()]
  const code = await runCommand(['doctor', ...words], { env, stdout, stderr })
  return [code, String(stdout.read())]
}

const wrongOnes = (findings: readonly Finding[]) =>
  findings.filter(({ mark }) => mark === 'wrong').map(({ check, sentence }) => `${check}: ${sentence}`)

it('C9: a desk that is well is found to be so, and what cannot be known is said to be unknown', async () => {
  const env = await openDesk()
  const calls = () =>
    sandbox.slack.calls.filter(({ method }) => !/^(auth|conversations|users)\.(test|list|info)$/.test(method))
  const findings = await examine(env)
  expect(findings.map(({ check, mark }) => `${check}: ${mark}`)).toEqual([
    'settings: right',
    'settings: unknown',
    'slack token: right',
    'slack scopes: right',
    'clock: right',
    'slack channel: right',
    'new channels: unknown',
    'twilio credentials: right',
    'twilio number: right',
    'twilio webhook: right',
    'public url: right',
    'database: unknown',
  ])
  expect([calls(), sandbox.slack.messages('sms')]).toEqual([[], []])
})

it('the command prints a line each, or an object, and ends with 1 when something is wrong', async () => {
  const env = await openDesk()
  const [code, lines] = await run(env)
  expect([code, lines.split('\n').filter((line) => !/^[✓–] \S.{19} \S.*\.$/.test(line))]).toEqual([0, ['']])
  const [wrongCode, json] = await run({ ...env, SLACK_CHANNEL: '#general' }, '--json')
  expect(wrongCode).toBe(1)
  const wrong = { check: 'slack channel', mark: 'wrong', sentence: expect.stringContaining('/invite') as string }
  expect(JSON.parse(json)).toMatchObject({ ok: false, findings: expect.arrayContaining([wrong]) as Finding[] })
})

it.each<readonly [string, Env, string]>([
  [
    'a token that Slack does not know',
    { SLACK_BOT_TOKEN: 'xoxb-2' },
    'slack token: Slack does not take the bot token (invalid_auth)',
  ],
  ['the token of another workspace', { SLACK_TEAM_ID: 'T0ELSEWHERE' }, 'slack token: The bot token is of T0SANDBOX'],
  ['another signing secret', { SLACK_SIGNING_SECRET: 'c3'.repeat(16) }, 'public url: A desk answers'],
  [
    'a secret that is none',
    { SLACK_SIGNING_SECRET: 'abc' },
    'settings: SLACK_SIGNING_SECRET is not of the right shape',
  ],
  ['a channel without the app', { SLACK_CHANNEL: '#general' }, 'slack channel: The app is not in #general'],
  ['a channel that is none', { SLACK_CHANNEL: '#nowhere' }, 'slack channel: The app sees no channel #nowhere'],
  [
    'an app token that Slack does not know',
    { SLACK_APP_TOKEN: 'xapp-2' },
    'slack socket: Slack does not take the app-level token',
  ],
  ['a Twilio token that is wrong', { TWILIO_AUTH_TOKEN: 'd4'.repeat(16) }, 'twilio credentials: Twilio does not take'],
  ['a number of somebody else', { TWILIO_NUMBER: '+14155550111' }, 'twilio number: The account has no such number'],
  ['a public URL where nobody answers', { PUBLIC_URL: 'http://127.0.0.1:9' }, 'public url: Nobody answers'],
  ['a setting that is missing', { PUBLIC_URL: '' }, 'settings: Missing in the environment: PUBLIC_URL'],
])('%s is found, with what to change', async (_what, changes, sentence) => {
  const env = await openDesk()
  expect(wrongOnes(await examine({ ...env, ...changes })).join('\n')).toContain(sentence)
})

it('a scope that is missing, a webhook that leads elsewhere and a clock that is off are found', async () => {
  const env = await openDesk({ scopes: ['chat:write', 'channels:read', 'groups:read'] })
  sandbox.connect({ smsWebhookUrl: 'https://elsewhere.example.com/threadline/sms/twilio' })
  const wrong = wrongOnes(await examine(env, () => new Date(Date.now() + 180_000))).join('\n')
  expect(wrong).toMatch(/slack scopes: The app lacks app_mentions:read, .*users:read: add them/)
  expect(wrong).toContain('twilio webhook: What comes in is posted somewhere else.')
  expect(wrong).toMatch(/clock: The clock here is 1(79|80|81) s ahead of Slack’s/)
})

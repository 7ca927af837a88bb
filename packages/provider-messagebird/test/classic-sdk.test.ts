import https from 'node:https'
import { connect } from 'node:net'
import messagebird from 'messagebird'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { messagebirdProvider } from '../src/index.js'
import { apiKey, classicOptions, message, messageId, text } from './support/fixtures.js'
import { type Loopback, json, startLoopback } from './support/loopback.js'

// The SDK can be led to loopback by the agent of the whole process alone. That will do for a test.

const usual = https.globalAgent
let server: Loopback
beforeEach(async () => {
  server = await startLoopback(json(201, message()))
  const agent = new https.Agent()
  agent.createConnection = () => connect(Number(new URL(server.url).port), '127.0.0.1')
  https.globalAgent = agent
})
afterEach(async () => {
  https.globalAgent = usual
  await server.stop()
})

const sdk = () => messagebird.initClient(apiKey)
const sent = () =>
  server.calls.map(({ method, path, headers, body }) => ({
    method,
    path,
    authorization: headers.authorization,
    contentType: headers['content-type'],
    body: body === '' ? undefined : (JSON.parse(body) as unknown),
  }))

it('a text leaves as it leaves from the SDK', async () => {
  await new Promise((resolve) =>
    sdk().messages.create(
      {
        originator: '14155550100',
        recipients: ['14155550123'],
        body: 'Hello ✓',
        reference: 'msg_1',
        reportUrl: text.webhookUrl,
        datacoding: 'auto',
      },
      resolve,
    ),
  )
  await messagebirdProvider(classicOptions({ apiUrl: server.url })).send({ ...text, text: 'Hello ✓' })
  expect(server.calls[0]?.headers.host).toBe('rest.messagebird.com')
  expect(sent()[1]).toEqual(sent()[0])
})

it('a message is read as the SDK reads it', async () => {
  await new Promise((resolve) => sdk().messages.read(messageId, resolve))
  await messagebirdProvider(classicOptions({ apiUrl: server.url })).check?.(messageId)
  expect(sent()[1]).toEqual(sent()[0])
})

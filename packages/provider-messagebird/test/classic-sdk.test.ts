import https from 'node:https'
import { connect } from 'node:net'
import messagebird from 'messagebird'
import { readObject } from '@threadline/core/http'
import { openLoopback, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { messagebirdProvider } from '../src/index.js'
import { apiKey, classicOptions, message, messageId, text } from './support/fixtures.js'

// The SDK can be led to loopback by the agent of the whole process alone. That will do for a test.

const usual = https.globalAgent
let server: Loopback
beforeEach(async () => {
  server = await openLoopback({ status: 201, body: message() })
  const agent = new https.Agent()
  agent.createConnection = () => connect(Number(new URL(server.url).port), '127.0.0.1')
  https.globalAgent = agent
})
afterEach(async () => {
  https.globalAgent = usual
  await server.close()
})

const sdk = () => messagebird.initClient(apiKey)
const sent = () =>
  server.calls.map(({ method, url, headers, body }) => ({
    method,
    path: url.pathname,
    authorization: headers.get('authorization'),
    contentType: headers.get('content-type'),
    body: readObject(body),
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
  expect(server.calls[0]?.headers.get('host')).toBe('rest.messagebird.com')
  expect(sent()[1]).toEqual(sent()[0])
})

it('a message is read as the SDK reads it', async () => {
  await new Promise((resolve) => sdk().messages.read(messageId, resolve))
  await messagebirdProvider(classicOptions({ apiUrl: server.url })).check?.(messageId)
  expect(sent()[1]).toEqual(sent()[0])
})

import { SocketModeClient } from '@slack/socket-mode'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Json } from '../../src/slack/index.js'
import { answerOf, clientOf, postBlocks, silent, startSandbox, type Sandbox } from './support.js'

interface Envelope {
  readonly type: string
  readonly body: Json
  readonly envelope_id?: string
  readonly retry_num?: number
  readonly retry_reason?: string
  readonly ack: (payload?: Json) => Promise<void>
}

/** Connects the real client and hands every envelope to `take`. */
async function connect(sandbox: Sandbox, take: (envelope: Envelope) => void): Promise<SocketModeClient> {
  const client = new SocketModeClient({
    appToken: sandbox.slack.identity.appToken,
    clientOptions: { slackApiUrl: `${sandbox.url}/api/` },
    autoReconnectEnabled: false,
    logger: silent,
  })
  client.on('slack_event', take)
  onTestFinished(async () => {
    await client.disconnect()
  })
  await client.start()
  return client
}

describe('Socket Mode', () => {
  it('carries events, and an acknowledgement ends the matter', async () => {
    const sandbox = await startSandbox()
    const got: Envelope[] = []
    await connect(sandbox, (envelope) => {
      got.push(envelope)
      void envelope.ack()
    })
    expect(sandbox.slack.sockets.connections()).toBe(1)
    const ts = sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'hello' })
    await sandbox.slack.settled()
    sandbox.clock.advance(600_000)
    await sandbox.slack.settled()
    expect(got).toMatchObject([{ type: 'events_api', retry_num: 0, body: { type: 'event_callback', event: { ts } } }])
  })

  it('brings an event again that is not acknowledged: same event_id, new envelope', async () => {
    const sandbox = await startSandbox()
    const got: Envelope[] = []
    const arrived: (() => void)[] = []
    await connect(sandbox, (envelope) => {
      got.push(envelope)
      arrived.shift()?.()
    })
    const next = () => new Promise<void>((resolve) => arrived.push(resolve))
    const first = next()
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'hello' })
    await first
    for (const delay of [0, 60_000, 300_000]) {
      const again = next()
      sandbox.clock.advance(3000)
      if (delay > 0) {
        await sandbox.slack.settled()
        sandbox.clock.advance(delay)
      }
      await again
    }
    expect(got.map((envelope) => envelope.retry_num)).toEqual([0, 1, 2, 3])
    expect(got.at(-1)?.retry_reason).toBe('timeout')
    expect(new Set(got.map((envelope) => envelope.body['event_id'])).size).toBe(1)
    expect(new Set(got.map((envelope) => envelope.envelope_id)).size).toBe(4)
  })

  it('carries interactions and takes the answer from the acknowledgement', async () => {
    const sandbox = await startSandbox()
    const { client, slack, ann, support } = sandbox
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'Form' },
      submit: { type: 'plain_text', text: 'Send' },
      blocks: [
        {
          type: 'input',
          block_id: 'text',
          label: { type: 'plain_text', text: 'Text' },
          element: { type: 'plain_text_input', action_id: 'text' },
        },
      ],
    }
    const answer = { response_action: 'errors', errors: { text: 'No.' } }
    await connect(sandbox, (envelope) => {
      if (envelope.type !== 'interactive') return void envelope.ack()
      if (envelope.body['type'] === 'view_submission') return void envelope.ack(answer)
      void client.apiCall('views.open', { trigger_id: envelope.body['trigger_id'], view }).then(() => envelope.ack())
    })
    const elements = [{ type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'B' } }]
    const ts = await postBlocks(sandbox, [{ type: 'actions', elements }])
    expect(await slack.click({ as: ann, channel: support, ts, actionId: 'b' })).toMatchObject({ type: 'answered' })
    expect(await slack.submit({ as: ann, values: { text: 'hi' } })).toEqual({ type: 'errors', errors: { text: 'No.' } })
  })

  it('spreads events over several sockets, each event over one', async () => {
    const sandbox = await startSandbox()
    const counts = [0, 0]
    for (const index of [0, 1]) {
      await connect(sandbox, (envelope) => {
        counts[index] = (counts[index] ?? 0) + 1
        void envelope.ack()
      })
    }
    for (const text of ['a', 'b', 'c', 'd']) sandbox.slack.say({ as: sandbox.ann, channel: 'support', text })
    await sandbox.slack.settled()
    expect(counts).toEqual([2, 2])
  })

  it('needs the app token, and an address works once', async () => {
    const { slack, url, client } = await startSandbox()
    expect(await answerOf(client.apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' })
    const app = clientOf(url, slack.identity.appToken)
    expect(await answerOf(app.auth.test())).toMatchObject({ error: 'not_allowed_token_type' })
    const { url: address = '' } = await app.apps.connections.open({})
    const outcome = (): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(address)
        socket.on('message', (data: Buffer) => resolve(data.toString()))
        socket.on('error', () => resolve('refused'))
        onTestFinished(() => socket.close())
      })
    expect(JSON.parse(await outcome())).toMatchObject({ type: 'hello', num_connections: 1 })
    expect(await outcome()).toBe('refused')
  })
})

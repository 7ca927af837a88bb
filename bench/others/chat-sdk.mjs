import { createServer } from 'node:http'
import { createSlackAdapter } from '@chat-adapter/slack'
import { createPostgresState } from '@chat-adapter/state-pg'
import { createTwilioAdapter } from '@chat-adapter/twilio'
import { sendTwilioMessage } from '@chat-adapter/twilio/api'
import { readTwilioWebhook } from '@chat-adapter/twilio/webhook'
import { Chat } from 'chat'

/**
 * Without locks, or with one per thread: the adapter's own choice, one per channel, is one for everybody who texts the same
 * number (its `channelIdFromThreadId` is our number). Under a lock only the newest text is handed over, the others with it.
 */
const variants = {
  concurrent: { concurrency: 'concurrent' },
  locked: { concurrency: { strategy: 'queue', maxQueueSize: 1_000 }, lockScope: 'thread' },
}

/** Chat SDK with its adapters for both sides, its state in PostgreSQL, and the bridge between them that it needs. */
export async function start({ carrier, databaseUrl, port, slack, variant }) {
  const url = `http://127.0.0.1:${port}`
  const credentials = { accountSid: carrier.accountSid, authToken: carrier.authToken }
  const state = createPostgresState({ url: databaseUrl })
  const { apiUrl, botToken, signingSecret } = slack
  const twilio = createTwilioAdapter({ ...credentials, apiUrl: carrier.apiUrl, phoneNumber: carrier.number })
  // It would keep the last hundred texts of each thread and of each number, and has no option against it.
  twilio.persistThreadHistory = false
  const adapters = { slack: createSlackAdapter({ apiUrl, botToken, signingSecret }), twilio }
  const bot = new Chat({ userName: 'desk', adapters, state, logger: 'error', ...variants[variant] })

  bot.onDirectMessage(async ({ id }, message, _channel, context) => {
    for (const { text } of [...(context?.skipped ?? []), message]) await show(id, text)
  })

  async function show(customer, text) {
    const known = await state.get(`thread:${customer}`)
    if (known) return bot.thread(known).post(text)
    const { threadId } = await bot.channel(`slack:${slack.channelId}`).post(text)
    await state.set(`thread:${customer}`, threadId)
    await state.set(`customer:${threadId}`, customer)
    return bot.thread(threadId).subscribe()
  }

  bot.onSubscribedMessage(async (thread, message, context) => {
    const customer = await state.get(`customer:${thread.id}`)
    const { recipient: to, sender: from } = twilio.decodeThreadId(customer)
    for (const { id, text } of [...(context?.skipped ?? []), message]) {
      // The adapter knows one address for receipts, and so not of which reply; its helper takes one for each text.
      const statusCallbackUrl = `${url}/status?${new URLSearchParams({ thread: thread.id, id })}`
      await sendTwilioMessage({ credentials, apiUrl: carrier.apiUrl, from, to, body: text, statusCallbackUrl })
    }
  })

  /** The adapter passes receipts over, so the bridge reads them. */
  async function takeStatus(request) {
    const { messageStatus } = await readTwilioWebhook(request, { authToken: carrier.authToken })
    const { id, thread } = Object.fromEntries(new URL(request.url).searchParams)
    if (messageStatus === 'delivered') await adapters.slack.addReaction(thread, id, 'vibration_mode')
    return new Response()
  }

  const routes = { '/slack': bot.webhooks.slack, '/sms': bot.webhooks.twilio, '/status': takeStatus }
  await bot.initialize()
  const server = await serve(url, port, (request) => routes[new URL(request.url).pathname](request))
  return {
    chatUrl: `${url}/slack`,
    smsUrl: `${url}/sms`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await bot.shutdown()
    },
  }
}

async function serve(url, port, handle) {
  async function answer({ headers, url: path }, body, outgoing) {
    const request = new Request(`${url}${path}`, { method: 'POST', headers, body })
    const response = await handle(request).catch(() => new Response(null, { status: 500 }))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text())
  }

  const server = createServer((incoming, outgoing) => {
    const chunks = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => void answer(incoming, Buffer.concat(chunks), outgoing))
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

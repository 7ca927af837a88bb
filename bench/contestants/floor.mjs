import { createHmac, timingSafeEqual } from 'node:crypto'
import { Agent, createServer, request } from 'node:http'

/**
 * The least that can do the job: signatures, and one call per message on connections that stay open. No SDK, and nothing
 * is kept: whatever is not done when it dies is lost. What anything else costs is measured from here.
 */
export async function start({ carrier, port, slack }) {
  const url = `http://127.0.0.1:${port}`
  const agent = new Agent({ keepAlive: true })
  /** What is under way for each contact, its thread, and who is texted from a thread. */
  const conversations = new Map()
  const byThread = new Map()
  /** The reply that a text was. */
  const replies = new Map()

  const conversationOf = (address) => {
    if (!conversations.has(address)) conversations.set(address, { address, last: Promise.resolve() })
    return conversations.get(address)
  }
  const inOrder = (conversation, work) => (conversation.last = conversation.last.then(work))

  function takeText({ Body, From }) {
    const conversation = conversationOf(From)
    void inOrder(conversation, async () => {
      const thread = conversation.thread && { thread_ts: conversation.thread }
      const { ts } = await call('chat.postMessage', { channel: slack.channelId, text: Body, ...thread })
      if (conversation.thread) return
      conversation.thread = ts
      byThread.set(ts, conversation)
    })
  }

  function takeReply({ text, thread_ts: thread, ts }) {
    const conversation = byThread.get(thread)
    if (!conversation) return
    void inOrder(conversation, async () => {
      const StatusCallback = `${url}/sms`
      const fields = { Body: text, From: carrier.number, To: conversation.address, StatusCallback }
      const { sid } = await post(textsUrl, new URLSearchParams(fields).toString(), formHeaders)
      replies.set(sid, ts)
    })
  }

  /** What it knew is gone when it was killed. */
  function takeStatus({ MessageSid, To }) {
    void inOrder(conversationOf(To), () => {
      const timestamp = replies.get(MessageSid)
      return timestamp && call('reactions.add', { channel: slack.channelId, timestamp, name: 'vibration_mode' })
    })
  }

  const textsUrl = `${carrier.apiUrl}/2010-04-01/Accounts/${carrier.accountSid}/Messages.json`
  const credentials = Buffer.from(`${carrier.accountSid}:${carrier.authToken}`).toString('base64')
  const formHeaders = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${credentials}` }
  const jsonHeaders = { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` }
  const call = (method, fields) => post(`${slack.apiUrl}${method}`, JSON.stringify(fields), jsonHeaders)

  function post(to, body, headers) {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': Buffer.byteLength(body) }
      const outgoing = request(to, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
        collect(response, (answer) => resolve(JSON.parse(answer)))
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  const server = createServer((incoming, outgoing) => {
    collect(incoming, (body) => outgoing.writeHead(take(incoming, body)).end())
  })

  function take({ headers, url: path }, body) {
    if (path === '/chat') {
      if (!isFromSlack(headers, body, slack.signingSecret)) return 401
      takeReply(JSON.parse(body).event)
      return 200
    }
    const fields = Object.fromEntries(new URLSearchParams(body))
    if (!isFromTwilio(headers, `${url}${path}`, fields, carrier.authToken)) return 401
    if (fields.MessageStatus) takeStatus(fields)
    else takeText(fields)
    return 200
  }

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    chatUrl: `${url}/chat`,
    smsUrl: `${url}/sms`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function collect(stream, whenWhole) {
  const chunks = []
  stream.on('data', (chunk) => chunks.push(chunk))
  stream.on('end', () => whenWhole(Buffer.concat(chunks).toString()))
}

function isFromSlack(headers, body, secret) {
  const signed = `v0:${headers['x-slack-request-timestamp']}:${body}`
  return isEqual(headers['x-slack-signature'], `v0=${createHmac('sha256', secret).update(signed).digest('hex')}`)
}

function isFromTwilio(headers, url, fields, token) {
  const signed =
    url +
    Object.keys(fields)
      .sort()
      .map((name) => `${name}${fields[name]}`)
      .join('')
  return isEqual(headers['x-twilio-signature'], createHmac('sha1', token).update(signed).digest('base64'))
}

function isEqual(given = '', expected) {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

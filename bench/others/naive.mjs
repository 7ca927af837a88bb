import bolt from '@slack/bolt'
import express from 'express'
import pg from 'pg'
import twilio from 'twilio'

const schema = `create table if not exists contacts (id serial primary key, phone text not null unique, thread_ts text unique)`

/** What one writes in an afternoon: Bolt, Twilio's SDK and a table of who has which thread. */
export async function start({ carrier, databaseUrl, port, slack }) {
  const url = `http://127.0.0.1:${port}`
  const channel = slack.channelId
  const db = new pg.Pool({ connectionString: databaseUrl })
  await db.query(schema)
  const sms = twilio(carrier.accountSid, carrier.authToken, { httpClient: clientOf(carrier.apiUrl) })
  const receiver = new bolt.ExpressReceiver({ signingSecret: slack.signingSecret })
  const app = new bolt.App({ token: slack.botToken, receiver, clientOptions: { slackApiUrl: slack.apiUrl } })
  const fromTwilio = [express.urlencoded({ extended: false }), twilio.webhook(carrier.authToken)]

  receiver.router.post('/sms', fromTwilio, async ({ body }, response) => {
    const { rows } = await db.query('select thread_ts from contacts where phone = $1', [body.From])
    const { ts } = await app.client.chat.postMessage({ channel, text: body.Body, thread_ts: rows[0]?.thread_ts })
    if (!rows[0]) await db.query('insert into contacts (phone, thread_ts) values ($1, $2)', [body.From, ts])
    response.type('text/xml').send(new twilio.twiml.MessagingResponse().toString())
  })

  app.message(async ({ message }) => {
    if (message.subtype || !message.thread_ts) return
    const { rows } = await db.query('select phone from contacts where thread_ts = $1', [message.thread_ts])
    if (!rows[0]) return
    // The reply travels in the callback's address: a table of SIDs would often be written after the callback had come.
    const statusCallback = `${url}/status?ts=${message.ts}`
    await sms.messages.create({ to: rows[0].phone, from: carrier.number, body: message.text, statusCallback })
  })

  receiver.router.post('/status', fromTwilio, async ({ body, query }, response) => {
    if (body.MessageStatus === 'delivered') {
      await app.client.reactions.add({ channel, timestamp: query.ts, name: 'vibration_mode' })
    }
    response.sendStatus(204)
  })

  // What fails here is lost; the check counts it.
  app.error(async () => {})

  await app.start({ port, host: '127.0.0.1' })
  return {
    chatUrl: `${url}/slack/events`,
    smsUrl: `${url}/sms`,
    async stop() {
      await app.stop()
      await db.end()
    },
  }
}

/** Twilio's SDK has no option for the address of its API; its documented way is a client of one's own. */
function clientOf(apiUrl) {
  const client = new twilio.RequestClient()
  const request = client.request.bind(client)
  client.request = (options) => request({ ...options, uri: options.uri.replace('https://api.twilio.com', apiUrl) })
  return client
}

import { createHmac } from 'node:crypto'
import { wordIn } from '../words.mjs'
import { serve } from './server.mjs'

export const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'bench0auth0token0000000000000000' }

/** The number of each line. Fictional: https://en.wikipedia.org/wiki/555_(telephone_number) */
export const numberOfLine = (line) => `+141555501${String(line).padStart(2, '0')}`

/**
 * As much of Twilio as a desk needs: it takes texts, says of each at once that it was delivered, and lists them.
 *
 * @param deliver - sends a webhook until it is taken: `(url, build) => Promise`
 * @param heard - `sent(text)` is told what came
 * @param worldId - what its ids begin with
 * @returns `{ apiUrl, texts, callbacks() }`: what was sent, in order, as `{ word, to }`, and callbacks not yet taken
 */
export async function startCarrier({ deliver, heard, weather, worldId }) {
  const texts = []
  let callbacks = 0

  function callBack(url, { from, sid, to }) {
    callbacks += 1
    const fields = { AccountSid: account.accountSid, From: from, MessageSid: sid, MessageStatus: 'delivered', To: to }
    void deliver(url, () => signedForm(url, fields)).finally(() => (callbacks -= 1))
  }

  function take(body) {
    const { Body: text, From: from, StatusCallback, To: to } = Object.fromEntries(new URLSearchParams(body))
    const sent = { word: wordIn(text ?? ''), body: text, from, to, sid: sidOf(worldId, texts.length), at: new Date() }
    texts.push(sent)
    heard.sent(sent)
    if (StatusCallback) setImmediate(callBack, StatusCallback, sent)
    return { status: 201, json: resource(sent) }
  }

  function list(path) {
    const { searchParams: wanted } = new URL(path, 'http://127.0.0.1')
    const found = texts.filter(({ to }) => to === wanted.get('To')).toReversed()
    const page = { page: 0, page_size: 1_000, next_page_uri: null, previous_page_uri: null, uri: path }
    return { status: 200, json: { ...page, messages: found.map(resource) } }
  }

  const { url } = await serve(({ body, method, path }) => {
    if (method === 'GET') return list(path)
    if (weather.isTurnedAway('carrier')) return tooMany
    return take(body)
  }, weather.delayMs)
  return { apiUrl: url, texts, callbacks: () => callbacks }
}

/** https://www.twilio.com/docs/api/errors/20429 */
const tooMany = {
  status: 429,
  headers: { 'retry-after': '1' },
  json: { code: 20429, message: 'Too Many Requests', status: 429 },
}

const sidOf = (worldId, index) => `SM${worldId}${String(index).padStart(32 - worldId.length, '0')}`

/** https://www.twilio.com/docs/messaging/api/message-resource */
const resource = ({ at, body, from, sid, to }) => ({
  account_sid: account.accountSid,
  sid,
  status: 'queued',
  body,
  from,
  to,
  direction: 'outbound-api',
  date_created: at.toUTCString(),
  num_segments: '1',
  num_media: '0',
})

/** A text from a customer, as Twilio's webhook brings it. */
export function inboundForm(url, { body, from, sid, to }) {
  return signedForm(url, {
    AccountSid: account.accountSid,
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    SmsStatus: 'received',
    To: to,
  })
}

/** https://www.twilio.com/docs/usage/webhooks/webhooks-security; the names are in order already. */
function signedForm(url, fields) {
  const suffix = Object.entries(fields).flat().join('')
  const signature = createHmac('sha1', account.authToken).update(`${url}${suffix}`).digest('base64')
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  }
}

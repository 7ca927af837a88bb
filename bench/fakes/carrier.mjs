import { createHmac } from 'node:crypto'
import { wordIn } from '../words.mjs'
import { serve } from './server.mjs'

export const account = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'bench0auth0token0000000000000000',
  number: '+14155550100',
}

/**
 * As much of Twilio as a desk needs: it takes texts, and says of each at once that it was delivered.
 *
 * @param deliver - sends a webhook: `(url, { body, headers }) => Promise`
 * @returns `{ apiUrl, texts, callbacks() }`: what was sent, in order, as `{ word, to }`, and callbacks not yet taken
 */
export async function startCarrier(deliver) {
  const texts = []
  let callbacks = 0

  function callBack(url, sid, to) {
    callbacks += 1
    const fields = {
      AccountSid: account.accountSid,
      From: account.number,
      MessageSid: sid,
      MessageStatus: 'delivered',
      To: to,
    }
    void deliver(url, () => signedForm(url, fields)).finally(() => (callbacks -= 1))
  }

  const { url } = await serve(({ body }) => {
    const { Body, StatusCallback, To } = Object.fromEntries(new URLSearchParams(body))
    const sid = `SM${String(texts.length).padStart(32, '0')}`
    texts.push({ word: wordIn(Body ?? ''), to: To })
    if (StatusCallback) setImmediate(callBack, StatusCallback, sid, To)
    const created = new Date().toUTCString()
    const from = account.number
    const json = { sid, status: 'queued', body: Body, from, to: To, direction: 'outbound-api', date_created: created }
    return { status: 201, json: { ...json, account_sid: account.accountSid, num_segments: '1', num_media: '0' } }
  })
  return { apiUrl: url, texts, callbacks: () => callbacks }
}

/** A text from a customer, as Twilio's webhook brings it. */
export function inboundForm(url, { body, from, sid }) {
  return signedForm(url, {
    AccountSid: account.accountSid,
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    SmsStatus: 'received',
    To: account.number,
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

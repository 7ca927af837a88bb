import { createHmac } from 'node:crypto'
import { deskNumber, type TestDesk } from './desk.js'

/** What a request of Slack's or Twilio's can be made to get wrong. */
export interface Flaws {
  /** @defaultValue the right one for the rest */
  readonly signature?: string
  readonly isUnsigned?: boolean
  /** How long ago it was signed, in milliseconds. */
  readonly ageMs?: number
  readonly contentType?: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Posts something to the chat door the way Slack does. */
export function postAsSlack(desk: TestDesk, body: string, flaws: Flaws = {}): Promise<Response> {
  const { signingSecret } = desk.sandbox.slack.identity
  const timestamp = String(Math.floor((desk.clock.now().getTime() - (flaws.ageMs ?? 0)) / 1000))
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const signed = { 'x-slack-signature': flaws.signature ?? `v0=${hash}`, 'x-slack-request-timestamp': timestamp }
  return fetch(flaws.url ?? desk.chatUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': flaws.contentType ?? 'application/json',
      ...(flaws.isUnsigned ? {} : signed),
      ...flaws.headers,
    },
  })
}

/** Posts a form to the Twilio door the way Twilio does. */
export function postAsTwilio(desk: TestDesk, form: URLSearchParams, flaws: Flaws = {}): Promise<Response> {
  const url = flaws.url ?? desk.smsUrl
  const signed = { 'x-twilio-signature': flaws.signature ?? twilioSignature(desk.sandbox.carrier.authToken, url, form) }
  return fetch(url, {
    method: 'POST',
    body: form.toString(),
    headers: {
      'content-type': flaws.contentType ?? 'application/x-www-form-urlencoded',
      ...(flaws.isUnsigned ? {} : signed),
      ...flaws.headers,
    },
  })
}

/** https://www.twilio.com/docs/usage/webhooks/webhooks-security */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const fields = [...form].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([name, value]) => name + value)
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64')
}

/** The form of a customer's text. */
export function inboundForm(desk: TestDesk, text: { sid: string; from: string; body: string }): URLSearchParams {
  return new URLSearchParams({
    AccountSid: desk.sandbox.carrier.accountSid,
    MessageSid: text.sid,
    SmsSid: text.sid,
    SmsStatus: 'received',
    From: text.from,
    To: deskNumber,
    Body: text.body,
    NumMedia: '0',
  })
}

/** The envelope of a message that somebody wrote, as the Events API brings it. */
export function messageEnvelope(desk: TestDesk, event: Readonly<Record<string, unknown>>, eventId: string): string {
  const { teamId, appId, botUserId } = desk.sandbox.slack.identity
  return JSON.stringify({
    type: 'event_callback',
    team_id: teamId,
    api_app_id: appId,
    event_id: eventId,
    event_time: Math.floor(desk.clock.now().getTime() / 1000),
    authorizations: [{ team_id: teamId, user_id: botUserId, is_bot: true }],
    event: { type: 'message', channel_type: 'channel', team: teamId, ...event },
  })
}

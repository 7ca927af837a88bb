import { isBlocked } from '../opt-out.js'
import { addText, changed, isE164, type CarrierState } from '../state.js'
import type { WireContext } from '../wire.js'
import { twilioError, twilioJson, type TwilioErrorCode } from './errors.js'
import { messageJson } from './message-json.js'
import { newMessageSid } from './sids.js'

/** Longest text, in UTF-16 units. */
const longestBody = 1600
const mostMedia = 10

interface NewText {
  readonly to: string
  readonly from: string
  readonly body: string
  readonly mediaUrls: readonly string[]
  readonly statusCallback: string
}

/** `POST Messages.json`: accepts or refuses a text. An accepted one is under way when this returns. */
export function createText({ state, dispatch }: WireContext, form: URLSearchParams): Response {
  const text = readForm(form)
  const refusal = refusalOf(state, text)
  if (refusal !== undefined) return twilioError(refusal)
  const { to, from, body, statusCallback } = text
  const media = text.mediaUrls.map((url) => ({ url, contentType: 'application/octet-stream' }))
  const record = addText(state, {
    wire: 'twilio',
    sid: newMessageSid(state, { hasMedia: media.length > 0 }),
    direction: 'outbound-api',
    to,
    from,
    body,
    media,
    status: 'queued',
    ...(statusCallback ? { statusCallback } : {}),
  })
  // The answer is written first: it says `queued`, though the first status may reach the caller before it.
  const answer = twilioJson(messageJson(state, record), 201)
  dispatch(record)
  changed(state)
  return answer
}

function readForm(form: URLSearchParams): NewText {
  return {
    to: form.get('To') ?? '',
    from: form.get('From') ?? '',
    body: form.get('Body') ?? '',
    mediaUrls: form.getAll('MediaUrl').filter((url) => url !== ''),
    statusCallback: form.get('StatusCallback') ?? '',
  }
}

function refusalOf(state: CarrierState, text: NewText): TwilioErrorCode | undefined {
  return refusalOfNumbers(state, text) ?? refusalOfContent(text) ?? refusalOfRecipient(state, text)
}

function refusalOfNumbers(state: CarrierState, { to, from }: NewText): TwilioErrorCode | undefined {
  if (!to) return 21604
  if (!isE164(to)) return 21211
  if (!from) return 21603
  if (wireOfNumber(state, from) !== 'twilio') return 21606
  return to === from ? 21266 : undefined
}

/** Absent for a number that is not the desk's. */
function wireOfNumber(state: CarrierState, number: string) {
  const ours = state.numbers.get(number)
  return ours && (ours.wire ?? 'twilio')
}

function refusalOfContent({ body, mediaUrls, statusCallback }: NewText): TwilioErrorCode | undefined {
  if (!body && mediaUrls.length === 0) return 21602
  if (body.length > longestBody) return 21617
  if (mediaUrls.length > mostMedia) return 21623
  if (!mediaUrls.every(isWebAddress)) return 21620
  return statusCallback && !isWebAddress(statusCallback) ? 21609 : undefined
}

function refusalOfRecipient(state: CarrierState, { to, from }: NewText): TwilioErrorCode | undefined {
  return isBlocked(state, from, to) ? 21610 : undefined
}

/** Twilio calls no host with an underscore in its name. */
function isWebAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return (protocol === 'https:' || protocol === 'http:') && !hostname.includes('_')
}

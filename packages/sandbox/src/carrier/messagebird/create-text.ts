import { countSegments, gsmWidth } from '../segments.js'
import { isBlocked } from '../opt-out.js'
import { addText, changed, isE164, newDigits, type CarrierState } from '../state.js'
import type { WireContext } from '../wire.js'
import { plussed } from './address.js'
import { json, refusal, type RefusalName } from './errors.js'
import { messageJson } from './message-json.js'
import { optedOut } from './statuses.js'

const mostSegments = 9
const mostMedia = 10

interface NewText {
  readonly from: string
  readonly to: string
  readonly body: string
  readonly mediaUrls: readonly string[]
  readonly reference: string
  readonly reportUrl: string
}

/** `POST /messages` and, with media, `POST /mms`: accepts or refuses a text. An accepted one is under way. */
export function createText({ state, dispatch }: WireContext, sent: unknown, isMms: boolean): Response {
  const text = readText(sent)
  const refused = refusalOf(state, text, isMms)
  if (refused !== undefined) return refusal(refused)
  const { from, to, body, reference, reportUrl } = text
  const record = addText(state, {
    wire: 'messagebird',
    sid: newDigits(state),
    direction: 'outbound-api',
    from,
    to,
    body,
    media: isMms ? text.mediaUrls.map((url) => ({ url, contentType: 'application/octet-stream' })) : [],
    status: 'queued',
    ...(reference ? { reference } : {}),
    ...(reportUrl && !isMms ? { statusCallback: reportUrl } : {}),
  })
  const answer = json(messageJson(state, record), 201)
  dispatch(record, isBlocked(state, from, to) ? optedOut : undefined)
  changed(state)
  return answer
}

/** Without `datacoding` what the GSM alphabet lacks is replaced. */
function readText(sent: unknown): NewText {
  const fields: Readonly<Record<string, unknown>> = typeof sent === 'object' && sent !== null ? { ...sent } : {}
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const { recipients, mediaUrls } = fields
  const coding = text('datacoding') || 'plain'
  return {
    from: plussed(text('originator')),
    to: plussed(numberOf(recipients).replace(/^\+/, '')),
    body: coding === 'plain' ? inGsm(text('body')) : text('body'),
    mediaUrls: Array.isArray(mediaUrls) ? mediaUrls.map(String) : [],
    reference: text('reference'),
    reportUrl: text('reportUrl'),
  }
}

/** The one recipient, which may be a number, alone or in a list. */
function numberOf(recipients: unknown): string {
  const [recipient, ...others]: readonly unknown[] = Array.isArray(recipients) ? recipients : [recipients]
  const isOne = others.length === 0 && (typeof recipient === 'string' || typeof recipient === 'number')
  return isOne ? String(recipient) : ''
}

function inGsm(body: string): string {
  return Array.from(body, (character) => (gsmWidth(character) > 0 ? character : '?')).join('')
}

function refusalOf(state: CarrierState, text: NewText, isMms: boolean): RefusalName | undefined {
  const { from, to, body, mediaUrls, reportUrl } = text
  if (state.numbers.get(from)?.wire !== 'messagebird') return 'noOriginator'
  if (!isE164(to) || to === from || (isMms && !/^\+1\d{10}$/.test(to))) return 'noRecipient'
  if (!body && !(isMms && mediaUrls.length > 0)) return 'noBody'
  if (!isMms && countSegments(body) > mostSegments) return 'longBody'
  if (mediaUrls.length > mostMedia || !mediaUrls.every((url) => URL.canParse(url))) return 'badMedia'
  return reportUrl && !URL.canParse(reportUrl) ? 'badReportUrl' : undefined
}

import type { SetupFinding } from '@threadline/core'
import { exchange, readObject, type Answer } from '@threadline/core/http'
import { authorization } from './client.js'
import type { Settings } from './options.js'

type Listed = Readonly<Record<string, unknown>>

/**
 * Looks up one of our numbers, and where Twilio posts what comes in to it.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export async function inspectNumber(
  settings: Settings,
  address: string,
  webhookUrl: string,
): Promise<readonly SetupFinding[]> {
  const answer = await askFor(settings, address)
  const found = answer && numbersIn(answer)
  if (!found) return [credentials(answer)]
  const accepted = credentials(answer)
  if (!address.startsWith('+')) return [accepted, { subject: 'number', sentence: notLookedUp }]
  const number = found.find(({ phone_number: listed }) => listed === address)
  if (!number)
    return [
      accepted,
      wrong('number', 'The account has no such number: check the number, and that it is the right account.'),
    ]
  return [accepted, abilityOf(number), webhookOf(number, webhookUrl)]
}

const notLookedUp = 'Only numbers in full can be looked up: see the console for a short code or a name.'

async function askFor(settings: Settings, address: string): Promise<Answer | undefined> {
  const { accountSid, agent, apiUrl, timeoutMs } = settings
  const url = new URL(`${apiUrl}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`)
  url.searchParams.set('PhoneNumber', address)
  const headers = { Authorization: authorization(settings), Accept: 'application/json' }
  const ended = await exchange({ method: 'GET', url, headers, timeoutMs, agent })
  return ended.type === 'answer' ? ended : undefined
}

function numbersIn({ body, status }: Answer): readonly Listed[] | undefined {
  const numbers = status === 200 ? readObject(body)?.['incoming_phone_numbers'] : undefined
  return Array.isArray(numbers) ? numbers.filter(isObject) : undefined
}

const isObject = (value: unknown): value is Listed => typeof value === 'object' && value !== null

function credentials(answer: Answer | undefined): SetupFinding {
  const subject = 'credentials'
  if (!answer) return wrong(subject, 'Twilio cannot be reached from here.')
  if (answer.status === 401)
    return wrong(subject, 'Twilio does not take the account SID with that token: copy both again.')
  if (answer.status === 200) return { subject, isRight: true, sentence: 'Twilio takes the account and its token.' }
  return { subject, sentence: `Twilio answered with ${answer.status}: try again later.` }
}

function abilityOf({ capabilities }: Listed): SetupFinding {
  const canText = isObject(capabilities) && capabilities['sms'] === true
  if (canText) return { subject: 'number', isRight: true, sentence: 'The number belongs to the account and can text.' }
  return wrong('number', 'The number belongs to the account and cannot text: buy one that can.')
}

/** A TwiML app that is set takes the place of the number's own URL. What stands behind `#` is for Twilio's own use. */
function webhookOf(number: Listed, webhookUrl: string): SetupFinding {
  const advice = `Set “A message comes in” to ${webhookUrl}#rc=3&rp=5xx,ct,rt, by POST.`
  if (number['sms_application_sid']) return wrong('webhook', `A TwiML app has the texts of the number. ${advice}`)
  const { sms_url: entered } = number
  const [url, retries] = typeof entered === 'string' ? entered.split('#', 2) : []
  if (url !== webhookUrl)
    return wrong('webhook', `What comes in is posted ${url ? 'somewhere else' : 'nowhere'}. ${advice}`)
  if (number['sms_method'] !== 'POST') return wrong('webhook', `What comes in is not posted. ${advice}`)
  if (retries) return { subject: 'webhook', isRight: true, sentence: `What comes in is posted to ${webhookUrl}.` }
  const sentence = `What comes in is posted to ${webhookUrl}, once: with #rc=3&rp=5xx,ct,rt behind it Twilio tries again.`
  return { subject: 'webhook', isRight: true, sentence }
}

const wrong = (subject: SetupFinding['subject'], sentence: string): SetupFinding => ({
  subject,
  isRight: false,
  sentence,
})

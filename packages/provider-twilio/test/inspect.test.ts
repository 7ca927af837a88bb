import { openLoopback, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { twilioProvider } from '../src/index.js'
import { accountSid, optionsFor, text } from './support/fixtures.js'

let twilio: Loopback
beforeEach(async () => {
  twilio = await openLoopback({ status: 200, body: {} })
})
afterEach(() => twilio.close())

const url = 'https://sms.example.com/threadline/sms/twilio'
const right = {
  phone_number: text.from,
  capabilities: { sms: true },
  sms_method: 'POST',
  sms_url: `${url}#rc=3&rp=5xx,ct,rt`,
  sms_application_sid: '',
}

async function inspect(status: number, body: object): Promise<readonly (readonly unknown[])[]> {
  twilio.answer({ status, body })
  const findings = await twilioProvider(optionsFor(twilio.url)).inspect?.(text.from, url)
  return (findings ?? []).map(({ isRight, sentence, subject }) => [subject, isRight, sentence])
}
const withNumber = (changes: object) => inspect(200, { incoming_phone_numbers: [{ ...right, ...changes }] })
const subjects = (findings: readonly (readonly unknown[])[]) => findings.map(([subject, isRight]) => [subject, isRight])

it('an account that is set up is found to be so, by one look that changes nothing', async () => {
  expect(subjects(await withNumber({}))).toEqual([
    ['credentials', true],
    ['number', true],
    ['webhook', true],
  ])
  expect(twilio.calls.map(({ method, url: called }) => `${method} ${called.pathname}${called.search}`)).toEqual([
    `GET /2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?PhoneNumber=%2B${text.from.slice(1)}`,
  ])
})

it.each([
  ['a TwiML app has the texts', { sms_application_sid: 'AP1' }, 'TwiML app'],
  ['texts go elsewhere', { sms_url: 'https://demo.twilio.com/welcome' }, 'somewhere else'],
  ['texts go nowhere', { sms_url: '' }, 'nowhere'],
  ['texts are not posted', { sms_method: 'GET' }, 'not posted'],
  ['it cannot text', { capabilities: { sms: false } }, 'cannot text'],
])('a number is wrong when %s', async (_what, changes, words) => {
  const wrong = (await withNumber(changes)).find(([, isRight]) => isRight === false)
  expect(wrong?.[2]).toContain(words)
  expect(wrong?.[2]).not.toContain('demo.twilio.com')
})

it.each([
  ['wrong credentials', 401, { code: 20003 }, ['credentials', false]],
  ['trouble at Twilio', 503, {}, ['credentials', undefined]],
  ['somebody else’s number', 200, { incoming_phone_numbers: [] }, ['number', false]],
])('%s are told apart', async (_what, status, body, last) => {
  expect(subjects(await inspect(status, body)).at(-1)).toEqual(last)
})

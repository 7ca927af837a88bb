import type { CarrierState } from '../state.js'
import { twilioJson } from './errors.js'

/**
 * `GET IncomingPhoneNumbers.json`: the account's numbers, all on one page.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function listNumbers(state: CarrierState, query: URLSearchParams): Response {
  const wanted = query.get('PhoneNumber')
  const found = [...state.numbers.values()].filter(({ number, wire = 'twilio' }) => {
    return wire === 'twilio' && (wanted === null || number === wanted)
  })
  return twilioJson({
    incoming_phone_numbers: found.map(({ number, webhookUrl }) => ({
      account_sid: state.twilio.accountSid,
      capabilities: { voice: true, sms: true, mms: true },
      phone_number: number,
      sms_application_sid: '',
      sms_method: 'POST',
      sms_url: webhookUrl ?? '',
    })),
    next_page_uri: null,
    page: 0,
  })
}

import { createHmac } from 'node:crypto'

/**
 * Twilio's signature of a form webhook: HMAC-SHA1 over the address and the sorted fields, in base64.
 *
 * @param url - exactly as it was configured; the fragment is not part of it
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  const fields = names.map((name) =>
    [...new Set(form.getAll(name))]
      .sort()
      .map((value) => name + value)
      .join(''),
  )
  const signed = url.replace(/#.*$/s, '') + fields.join('')
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

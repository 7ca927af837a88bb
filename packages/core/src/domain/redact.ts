import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const hidden = '\u2022'
/** Short codes are shorter than this; they belong to companies and say nothing about a person. */
const personalDigits = 7
const longestSender = 16

/**
 * An address as it may stand in a log: `+1••••••••23`.
 *
 * Keeps the calling code and the last two digits of a number. Short codes and alphanumeric senders, which are public,
 * are only cut to 16 characters.
 */
export function redactNumber(address: string): string {
  const digits = [...address.replace(/\P{Nd}/gu, '')]
  if (digits.length < personalDigits) return address.slice(0, longestSender)
  const prefix = callingCodePrefix(address)
  const covered = Math.max(digits.length - Math.max(prefix.length - 1, 0) - 2, 0)
  return prefix + hidden.repeat(Math.min(covered, longestSender)) + digits.slice(-2).join('')
}

function callingCodePrefix(address: string): string {
  const code = parsePhoneNumberFromString(address, { extract: false })?.countryCallingCode
  return code === undefined ? '' : `+${code}`
}

import { countryOf } from './phone-number.js'

/** What the desk texts by itself about consent, and whom a line texts at all. */
export interface LineConsentSettings {
  /** Confirms STOP, once, where the provider does not do so itself. `{line}` is the line's name; empty for none. */
  readonly optOutReply: string
  /** Answers START, where the provider does not. */
  readonly optInReply: string
  /** Answers HELP, where the provider does not. */
  readonly helpReply: string
  /** Added to the first text to somebody who never wrote; empty for nothing. */
  readonly firstContactFooter: string
  /** ISO 3166 alpha-2 countries whose numbers are texted unasked; `*` for any, none for the line's own. */
  readonly countries: readonly string[]
  /** Most texts to one contact in a day, by UTC; 0 for any number. */
  readonly dailyTextsPerContact: number
  /** Most texts from the line in a day, by UTC; 0 for any number. */
  readonly dailyTexts: number
}

/** They name the sender and advertise nothing. https://www.ecfr.gov/current/title-47/section-64.1200 */
export const lineConsentDefaults: LineConsentSettings = {
  optOutReply: '{line}: You have opted out and will get no more texts from us. Reply START to get them again.',
  optInReply: '{line}: You will get our texts again. Reply STOP to opt out, HELP for help.',
  helpReply: '{line}: Reply to this text and a person will answer. Reply STOP to opt out.',
  firstContactFooter: '',
  countries: [],
  dailyTextsPerContact: 0,
  dailyTexts: 0,
}

/** What is wrong with them, in words that go on from "the line", or `undefined`. */
export function problemOfConsent(settings: LineConsentSettings): string | undefined {
  const { countries, dailyTexts, dailyTextsPerContact, firstContactFooter, helpReply, optInReply, optOutReply } =
    settings
  const texts = [firstContactFooter, helpReply, optInReply, optOutReply]
  if (texts.some((text) => text.length > longestReply))
    return `takes at most ${longestReply} characters for its replies`
  if (!countries.every((country) => country === '*' || /^[A-Z]{2}$/.test(country)))
    return 'takes countries of two capital letters, such as US, or *'
  const caps = [dailyTexts, dailyTextsPerContact]
  if (!caps.every((cap) => Number.isInteger(cap) && cap >= 0)) return 'takes whole numbers from 0 for its daily limits'
  return undefined
}

const longestReply = 320

interface Home {
  readonly countries: readonly string[]
  readonly defaultCountry: string
  readonly senders: readonly { readonly address: string }[]
}

/**
 * The country of a number that a line does not text, or `undefined` when it does. Numbers of no country, such as `+800`,
 * are texted only by a line that texts any.
 */
export function foreignCountry(line: Home, address: string): string | undefined {
  if (line.countries.includes('*')) return undefined
  const country = countryOf(address)
  // Most numbers are of the line's own country, and reading numbers is slow where there are thousands.
  if (country === line.defaultCountry && line.countries.length === 0) return undefined
  const home = [line.defaultCountry, ...line.senders.map((sender) => countryOf(sender.address))]
  const allowed = line.countries.length > 0 ? line.countries : home
  return country !== undefined && allowed.includes(country) ? undefined : nameOf(country)
}

function nameOf(country: string | undefined): string {
  const names = new Intl.DisplayNames(['en'], { type: 'region' })
  return country === undefined ? 'that country' : (names.of(country) ?? country)
}

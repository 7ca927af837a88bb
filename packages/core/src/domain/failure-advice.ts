import type { TextFailureCategory } from './failure.js'

/** What people read under a text that did not arrive. Both are whole sentences. */
export interface FailureAdvice {
  /** Why, as far as it is known. */
  readonly reason: string
  /** What to do now. */
  readonly nextStep: string
}

/** Says in plain words why a text did not arrive and what to do about it. */
export function adviceFor(category: TextFailureCategory): FailureAdvice {
  return advice[category]
}

const advice: Readonly<Record<TextFailureCategory, FailureAdvice>> = {
  landline: {
    reason: 'This looks like a landline, which cannot receive texts.',
    nextStep: 'Call them, or ask for a mobile number.',
  },
  unreachable: {
    reason: 'Their phone is off or has no signal.',
    nextStep: 'Try once more later, or call them.',
  },
  'unknown-number': {
    reason: 'This number is not in service.',
    nextStep: 'Check it with the customer in another way.',
  },
  'invalid-number': {
    reason: 'This is not a number that can receive texts.',
    nextStep: 'Check the digits and the country code, then send it again.',
  },
  'opted-out': {
    reason: 'They asked to get no more texts from this number.',
    nextStep: 'Only a START from their phone opens it again. Use another way to reach them.',
  },
  blocked: {
    reason: 'The carrier filtered this text as unwanted.',
    nextStep: 'Reword it, leave out shortened links, and send it again.',
  },
  'sender-unregistered': {
    reason: 'Carriers do not accept texts from our number, because it is not registered yet.',
    nextStep: 'Ask your admin to finish the registration of the number.',
  },
  'sender-invalid': {
    reason: 'Our number cannot send this text.',
    nextStep: 'Ask your admin to check the number of this line and whether it may send texts.',
  },
  'rate-limited': {
    reason: 'Too many texts went out in a short time.',
    nextStep: 'Wait a few minutes, then send it again.',
  },
  region: {
    reason: 'Texts to this country are not switched on.',
    nextStep: 'Ask your admin to allow the country.',
  },
  'fraud-suspected': {
    reason: 'The fraud protection stopped this text.',
    nextStep: 'Check that you know this number, then ask your admin.',
  },
  'too-long': {
    reason: 'This text is too long.',
    nextStep: 'Shorten it, or send it in parts.',
  },
  media: {
    reason: 'The picture or file could not be sent to this phone.',
    nextStep: 'Send a smaller one, or a link to it.',
  },
  account: {
    reason: 'The account that sends our texts has a problem.',
    nextStep: 'Ask your admin to check its balance, its state and its credentials.',
  },
  expired: {
    reason: 'This text waited too long and was given up before it reached the phone.',
    nextStep: 'Send it again if it still matters.',
  },
  'provider-down': {
    reason: 'The service that sends our texts did not work.',
    nextStep: 'Wait a few minutes, then send it again.',
  },
  other: {
    reason: 'This text did not arrive, and the reason is not known.',
    nextStep: 'Check the number, then send it again or call them.',
  },
}

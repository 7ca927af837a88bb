export { twilioProvider } from './provider.js'
export type { TwilioOptions, TwilioApiKey, UnreadStatus } from './options.js'

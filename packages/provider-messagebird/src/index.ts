export { messagebirdProvider } from './provider.js'
export type { BirdOptions, ClassicOptions, MessagebirdOptions, UnreadStatus } from './options.js'

export { vonageProvider } from './provider.js'
export type { UnreadStatus, VonageOptions } from './options.js'

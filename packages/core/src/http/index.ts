// For those who write providers: one HTTP call that tells how far it came, and files from the vendor's hosts alone.
export {
  callFailure,
  VendorCallError,
  type CallFailure,
  type Repeat,
  type Vendor,
  type Verdict,
} from './call-failure.js'
export { downloadMedia, type DownloadCall, type HostAccess } from './download-media.js'
export { answerTooLong, exchange, type Answer, type Exchange, type HttpCall } from './exchange.js'
export { outcomeOfError, outcomeOfFailure, setupRetryMs } from './outcome-of-failure.js'
export { parseRetryAfter } from './parse-retry-after.js'
export { readObject } from './read-object.js'

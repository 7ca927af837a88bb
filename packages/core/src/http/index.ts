// For those who write providers: one HTTP call that tells how far it came, and files from the vendor's hosts alone.
export { downloadMedia, type DownloadCall, type HostAccess } from './download-media.js'
export { answerTooLong, exchange, type Answer, type Exchange, type HttpCall } from './exchange.js'
export { parseRetryAfter } from './parse-retry-after.js'
export { readObject } from './read-object.js'

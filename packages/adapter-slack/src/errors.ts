import type { ChatFailureCategory, Refused, Unknown } from '@threadline/core'
import { defaultRateLimitMs, isUncertain, ruleOf, type ErrorRule } from './error-table.js'
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.js'

/** What a call that did not succeed comes to. */
export type Failed = Refused<ChatFailureCategory> | Unknown<ChatFailureCategory>

/** What a socket was doing when it failed before one byte of the request had left. */
const connectingCalls = new Set(['connect', 'getaddrinfo'])

/** Codes of errors that happen while connecting, and then only. */
const connectingCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * Says what an error of `@slack/web-api` means: a definite no, or nobody knows. Only a platform error with a proper
 * code, a rate limit and a connection that never came about are definite; whatever else happens after the request
 * left is `unknown`. Nothing of the error itself is passed on, since it may hold texts and credentials.
 */
export function classify(error: unknown): Failed {
  const { code, data, retryAfter } = objectOf(error)
  if (code === 'slack_webapi_rate_limited_error') return rateLimited(secondsOf(retryAfter))
  if (code === 'slack_webapi_platform_error') return classifyAnswer(objectOf(data))
  const connectionCode = findConnectingCode(error)
  if (connectionCode) return notSent(connectionCode)
  return unknownOutcome('Slack gave no answer that can be read.')
}

/** A definite no because of too many calls. */
export function rateLimited(retryAfterMs = defaultRateLimitMs): Failed {
  const rule = ruleOf('ratelimited')
  return refused('ratelimited', { ...rule, retryAfterMs })
}

/** Nobody knows what happened. */
export function unknownOutcome(detail: string, code?: string): Failed {
  return {
    type: 'unknown',
    failure: { category: 'platform-down', ...(code === undefined ? {} : { code }), detail },
  }
}

/** A definite no of our own, with the code the vendor would use. */
export function refused(code: string, rule: ErrorRule = ruleOf(code)): Failed {
  return {
    type: 'refused',
    retryable: rule.retryAfterMs !== undefined,
    ...(rule.retryAfterMs === undefined ? {} : { retryAfterMs: rule.retryAfterMs }),
    failure: { category: rule.category, code, detail: rule.detail },
  }
}

/** `{ ok: false, error }`. The SDK puts the text of an unreadable answer into `error`, so only a code is believed. */
function classifyAnswer(data: JsonObject): Failed {
  const code = textOf(data.error)
  if (!code || !/^[a-z0-9_]{1,64}$/.test(code)) return unknownOutcome('Slack gave no answer that can be read.')
  if (isUncertain(code)) return unknownOutcome('Slack failed while it worked on the call.', code)
  const rule = ruleOf(code)
  const metadata = objectOf(data.response_metadata)
  switch (rule.category) {
    case 'rate-limited':
      return rateLimited(secondsOf(metadata.retryAfter))
    case 'missing-scope':
      return refused(code, { ...rule, detail: detailOfScope(data) ?? rule.detail })
    case 'invalid-content':
      return refused(code, { ...rule, detail: rule.detail + pointersOf(metadata) })
    default:
      return refused(code, rule)
  }
}

function notSent(code: string): Failed {
  return refused(code, {
    category: 'platform-down',
    retryAfterMs: 5_000,
    detail: 'Slack could not be reached, so nothing was sent.',
  })
}

function detailOfScope(data: JsonObject): string | undefined {
  const needed = textOf(data.needed)
  if (!needed || !/^[a-z0-9:._,\s]{1,200}$/.test(needed)) return undefined
  return `The app lacks the scope ${needed}: add it in the settings of the Slack app and reinstall it.`
}

/** Where the content is wrong. The rest of Slack's messages may quote the content. */
function pointersOf(metadata: JsonObject): string {
  const messages = listOf(metadata.messages).map(String).join(' ')
  const pointers = [...messages.matchAll(/\[json-pointer:([\w/-]{1,100})\]/g)].map((match) => match[1])
  return pointers.length === 0 ? '' : ` See ${pointers.slice(0, 5).join(', ')}.`
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value * 1000 : undefined
}

/** Looks for a connection that never came about in an error, its causes and the errors it bundles. */
function findConnectingCode(error: unknown, depth = 0): string | undefined {
  if (!isObject(error) || depth > 5) return undefined
  const { code, syscall, cause, original, errors } = error
  if (typeof code === 'string' && (connectingCodes.has(code) || connectingCalls.has(String(syscall)))) return code
  for (const inner of [cause, original, ...listOf(errors)]) {
    const found = findConnectingCode(inner, depth + 1)
    if (found) return found
  }
  return undefined
}

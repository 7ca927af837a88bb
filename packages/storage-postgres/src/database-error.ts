import { ThreadlineError } from '@threadline/core'

/**
 * What a driver threw, as an error that may be logged: the driver's own carry statements, their values and the
 * connection's settings, so only the code is kept.
 *
 * @param where - the database in a few words, where it may be said
 */
export function databaseError(error: unknown, where = 'The database'): ThreadlineError {
  if (error instanceof ThreadlineError) return error
  const code = codeOf(error)
  const said = code ?? silentCause(error)
  const cause = Object.assign(new Error(`Database error: ${said}`), { code })
  // Where it was thrown, without what was said: a statement's error quotes what it was given.
  if (code === undefined && error instanceof Error) cause.stack = `${cause.message}\n${framesOf(error)}`
  return new ThreadlineError('storage.failed', `${where} ${complaintOf(code)} (${said}).`, { cause })
}

/** The five characters of SQLSTATE, or a system error such as `ECONNREFUSED`. */
function codeOf(error: unknown): string | undefined {
  const code = fieldOf(fieldOf(error, 'driverError'), 'code') ?? fieldOf(error, 'code')
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : undefined
}

/** Whether the database undid the transaction and the same work may succeed now: a deadlock, or a race lost. */
export function isRepeatable(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '40P01' || code === '40001' || isOfPrepared(error)) return true
  return code === '23505' && fieldOf(fieldOf(error, 'driverError') ?? error, 'constraint') === 'outbox_open_key'
}

/**
 * Whether a statement that was prepared is not there any more, is somebody else's, or gives columns of other types than it
 * did: what counts is on the connection, and the same work succeeds without it.
 */
export function isOfPrepared(error: unknown): boolean {
  const code = codeOf(error)
  const isOfPlan = code === '0A000' && fieldOf(error, 'routine') === 'RevalidateCachedQuery'
  return code === '26000' || code === '42P05' || isOfPlan
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const complaints: Readonly<Record<string, string>> = {
  '25006': 'takes no writes',
  '28000': 'does not let this role in',
  '28P01': 'does not accept this user and password',
  '3D000': 'does not exist',
  '40001': 'was too busy with the same rows',
  '40P01': 'was too busy with the same rows',
  '42501': 'does not permit this to the role in use',
  '42P01': 'has no tables of Threadline',
  '53100': 'is full',
  '53300': 'has no connection left',
  '57014': 'took too long',
}

const complaintsByClass: Readonly<Record<string, string>> = {
  '08': 'has cut the connection',
  '53': 'has run out of something it needs',
  '57': 'has cut the connection',
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
])

/** What the driver says without a code, known to quote nothing. */
const driverSentences = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
])

function silentCause(error: unknown): string {
  const message = fieldOf(error, 'message')
  if (typeof message === 'string' && driverSentences.has(message)) return message
  return error instanceof Error ? error.name : typeof error
}

const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')

function complaintOf(code: string | undefined): string {
  if (code === undefined) return 'did not answer'
  if (unreachable.has(code)) return 'cannot be reached'
  if (/^E[A-Z]+$/.test(code)) return 'cannot be read or written'
  return complaints[code] ?? complaintsByClass[code.slice(0, 2)] ?? 'refused a statement'
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
}

import { invalidArguments, SlackFailure } from './failure.js'

/** What a method was called with. From a form every value is a string; in a JSON body it may be anything. */
export type Arguments = Readonly<Record<string, unknown>>

/** A call as it came in. */
export interface ParsedCall {
  /** Absent when none was sent. A JSON body cannot carry one: it counts only in the header there. */
  readonly token?: string
  readonly args: Arguments
}

/**
 * Reads a call.
 *
 * @param acceptsJson - whether the method reads JSON bodies; where it does not, Slack sees no arguments at all
 * @throws SlackFailure `invalid_json`, `json_not_object`, `invalid_post_type`
 */
export async function parseCall(request: Request, acceptsJson: boolean): Promise<ParsedCall> {
  const body = await parseBody(request, acceptsJson)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const { token: formToken, ...args } = { ...query, ...body.args }
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const token = bearer ?? (body.isJson || typeof formToken !== 'string' ? undefined : formToken)
  return token === undefined ? { args } : { token, args }
}

async function parseBody(
  request: Request,
  acceptsJson: boolean,
): Promise<{ readonly isJson: boolean; readonly args: Arguments }> {
  if (request.method !== 'POST') return { isJson: false, args: {} }
  const text = await request.text()
  const contentType = request.headers.get('content-type') ?? ''
  if (/^application\/json/i.test(contentType)) return { isJson: true, args: acceptsJson ? parseJsonBody(text) : {} }
  if (text === '' || /^application\/x-www-form-urlencoded/i.test(contentType)) {
    return { isJson: false, args: Object.fromEntries(new URLSearchParams(text)) }
  }
  throw new SlackFailure('invalid_post_type')
}

function parseJsonBody(text: string): Arguments {
  const value = tryJson(text)
  if (value === undefined) throw new SlackFailure('invalid_json')
  if (!isObject(value)) throw new SlackFailure('json_not_object')
  return value
}

/** Whether a value is an object of JSON, not a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON; `undefined` when it is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The argument as text. Empty counts as absent. */
export function textOf(args: Arguments, name: string): string | undefined {
  const value = args[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The argument as text, or `invalid_arguments`. */
export function requiredText(args: Arguments, name: string): string {
  const value = textOf(args, name)
  if (value === undefined) throw invalidArguments(`missing required field: ${name}`)
  return value
}

/** The argument as a fact: `true`, `1`, or the same in JSON. */
export function flagOf(args: Arguments, name: string): boolean {
  const value = args[name]
  return value === true || value === 1 || value === 'true' || value === '1'
}

/**
 * The argument as JSON, sent as a value or as text. Absent: `undefined`.
 *
 * @param failure - the error of text that is not JSON
 */
export function jsonOf(args: Arguments, name: string, failure: string): unknown {
  const value = args[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') return value
  const parsed = tryJson(value)
  if (parsed === undefined) throw new SlackFailure(failure)
  return parsed
}

/** The argument as a whole number within bounds, or the error. */
export function limitOf(args: Arguments, bounds: { readonly usual: number; readonly most: number }): number {
  const value = textOf(args, 'limit')
  if (value === undefined || value === '0') return bounds.usual
  const limit = Number(value)
  if (!Number.isInteger(limit) || limit < 1 || limit > bounds.most) throw new SlackFailure('invalid_limit')
  return limit
}

import type { TextFailure } from '@threadline/core'
import { callFailure, readObject, VendorCallError, type Exchange, type Verdict } from '@threadline/core/http'
import { failureOf, repeatOf } from './status-map.js'

const vendor = { name: 'Vonage', lookAt: 'apiUrl and any proxy' } as const

/** An error for a call that did not end with a readable yes. It never leaves this package. */
export function callError(ended: Exchange, now: Date): VendorCallError {
  const verdict = ended.type === 'answer' ? verdictOf(readObject(ended.body) ?? {}, ended.status) : undefined
  return new VendorCallError(vendor, callFailure(ended, verdict, now))
}

/** What one of Vonage's own errors says; `undefined` for what something before Vonage's API answered. */
function verdictOf(problem: Readonly<Record<string, unknown>>, status: number): Verdict | undefined {
  if (!isProblem(problem)) return undefined
  const vendorCode = errorCodeOf(problem)
  const code = vendorCode ?? String(status)
  const field = refusedField(problem['invalid_parameters'])
  if (field) return { failure: { ...fieldFailures[field], code }, repeat: 'never' }
  return { failure: failureOf(code), repeat: vendorCode === undefined ? 'never' : repeatOf(vendorCode) }
}

const fieldFailures: Readonly<Record<'to' | 'from', TextFailure>> = {
  to: { category: 'invalid-number', detail: 'Vonage does not accept the number.' },
  from: { category: 'sender-invalid', detail: 'Vonage does not accept the sender.' },
}

/**
 * The code of an error: a number in its title, as statuses have it, or what its type ends with (`…/messages#1120`,
 * `…/api-errors#low-balance`).
 */
export function errorCodeOf(problem: Readonly<Record<string, unknown>>): string | undefined {
  const { title, type } = problem
  if (/^\d{1,6}$/.test(String(title))) return String(title)
  const fragment = typeof type === 'string' ? type.split('#', 2)[1] : undefined
  return fragment !== undefined && /^(\d{1,6}|[a-z][a-z-]{1,39})$/.test(fragment) ? fragment : undefined
}

/** Vonage's errors name the page that explains them: https://developer.vonage.com/en/api-errors */
function isProblem({ type }: Readonly<Record<string, unknown>>): boolean {
  return typeof type === 'string' && /^https:\/\/(www\.)?developer\.(vonage|nexmo)\.com\//.test(type)
}

function refusedField(parameters: unknown): 'to' | 'from' | undefined {
  const [only, another]: readonly unknown[] = Array.isArray(parameters) ? parameters : []
  if (another !== undefined || typeof only !== 'object' || only === null) return undefined
  const name: unknown = Reflect.get(only, 'name')
  return name === 'to' || name === 'from' ? name : undefined
}

import { describe, expect, it } from 'vitest'
import { callFailure, outcomeOfError, VendorCallError, type Exchange, type Verdict } from '../../src/http/index.js'

const vendor = { name: 'Pigeon', lookAt: 'apiUrl' }
const now = new Date('2030-01-07T10:00:00Z')
const answer = (status: number, headers = {}): Exchange => ({
  type: 'answer',
  status,
  headers,
  body: Buffer.from('{}'),
})
const outcomeOf = (ended: Exchange, verdict?: Verdict) =>
  outcomeOfError(new VendorCallError(vendor, callFailure(ended, verdict, now)))

const tooFar: Verdict = { failure: { category: 'region', code: 'far', detail: 'Too far.' }, repeat: 'never' }

describe('a call to send that failed', () => {
  it.each<readonly [string, Exchange, Verdict | undefined, object]>([
    ['without a connection', { type: 'not-sent', reason: 'ECONNREFUSED' }, undefined, { retryable: true }],
    ['with a bare 403', answer(403), undefined, { retryable: true, retryAfterMs: 60_000 }],
    ['with 429', answer(429, { 'retry-after': '7' }), undefined, { retryable: true, retryAfterMs: 7_000 }],
    ['with a word of the vendor’s', answer(422), tooFar, { retryable: false, failure: tooFar.failure }],
    ['with one about the set-up', answer(422), { ...tooFar, repeat: 'after-setup' }, { retryAfterMs: 60_000 }],
    ['with a 5xx that the vendor swears by', answer(503), { ...tooFar, isCertain: true }, { retryable: false }],
  ])('%s is refused', (_, ended, verdict, outcome) => {
    expect(outcomeOf(ended, verdict)).toMatchObject({ type: 'refused', ...outcome })
  })

  it.each<readonly [string, Exchange, Verdict | undefined]>([
    ['without a whole answer', { type: 'no-answer', reason: 'ECONNRESET' }, undefined],
    ['with a 2xx', answer(200), undefined],
    ['with a redirect', answer(302), undefined],
    ['with a bare 400', answer(400), undefined],
    ['with 408', answer(408), tooFar],
    ['with a 5xx', answer(500), tooFar],
    ['with a 4xx that the vendor doubts', answer(409), { ...tooFar, isCertain: false }],
  ])('%s is unknown', (_, ended, verdict) => {
    expect(outcomeOf(ended, verdict)).toMatchObject({ type: 'unknown' })
  })

  it('in a way that nobody foresaw is unknown, and says nothing of it', () => {
    const outcome = outcomeOfError(new Error('token-of-the-test'))
    expect(outcome).toMatchObject({ type: 'unknown' })
    expect(JSON.stringify(outcome)).not.toContain('token')
  })
})

import { createHash, createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import type { OutboundText, WebhookRequest } from '@threadline/core'
import type { BirdOptions, ClassicOptions } from '../../src/index.js'

export const apiKey = 'key_of_the_test'
export const signingKey = 'signing-key-of-the-test'
export const birdSecret = `whsec_${Buffer.from('secret of this webhook endpoint').toString('base64')}`
export const webhookUrl = 'https://desk.example/threadline/sms/messagebird'
export const messageId = 'a1'.repeat(16)
export const smsId = 'sms_01krdgeqcxet5s7t44vh8rt9mg'
export const now = new Date('2030-01-07T10:00:00Z')

export const text: OutboundText = {
  reference: 'msg_1',
  from: '+14155550100',
  to: '+14155550123',
  text: 'Hello',
  webhookUrl,
}

export const picture = { url: 'https://desk.example/files/1', contentType: 'image/jpeg', fileName: 'a.jpg' }

export function classicOptions(more: Partial<ClassicOptions> = {}): ClassicOptions {
  return { api: 'classic', apiKey, signingKey, now: () => now, ...more }
}

export function birdOptions(more: Partial<BirdOptions> = {}): BirdOptions {
  return { api: 'bird', apiKey: `bk_eu1_${apiKey}`, signingKey: birdSecret, now: () => now, ...more }
}

/** A message as the classic API gives it. */
export function message(
  fields: Readonly<Record<string, unknown>> = {},
  recipient: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const item = { recipient: 14155550123, status: 'sent', statusDatetime: '2030-01-07T10:00:00+00:00', ...recipient }
  return {
    id: messageId,
    href: `https://rest.messagebird.com/messages/${messageId}`,
    direction: 'mt',
    type: 'sms',
    originator: '14155550100',
    body: 'Hello',
    reference: 'msg_1',
    datacoding: 'plain',
    createdDatetime: '2030-01-07T10:00:00+00:00',
    recipients: { totalCount: 1, totalSentCount: 1, items: [item] },
    ...fields,
  }
}

/** A page of the classic API's list. */
export function listOf(items: readonly unknown[], totalCount = items.length) {
  return { offset: 0, limit: 100, count: items.length, totalCount, links: {}, items }
}

/** A message as Bird's API gives it. */
export function birdMessage(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: smsId,
    direction: 'outbound',
    status: 'accepted',
    to: '+14155550123',
    from: '+14155550100',
    text: 'Hello',
    category: 'service',
    segments: { count: 1, encoding: 'GSM_7BIT', characters: 5 },
    metadata: { reference: 'msg_1' },
    created_at: '2030-01-07T10:00:00Z',
    ...fields,
  }
}

/** A page of Bird's list. */
export function birdPage(data: readonly unknown[], nextCursor: string | null = null) {
  return { data, next_cursor: nextCursor, prev_cursor: null }
}

export interface Signing {
  readonly key?: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly algorithm?: string
}

/** A classic call as MessageBird would sign it, by code of our own. */
export function sign(request: WebhookRequest, { key = signingKey, claims = {}, algorithm }: Signing = {}) {
  const seconds = Math.floor(now.getTime() / 1000)
  const payload = {
    iss: 'MessageBird',
    nbf: seconds,
    exp: seconds + 60,
    jti: `jti-${createHash('sha256').update(request.url).update(request.body).digest('hex').slice(0, 12)}`,
    url_hash: createHash('sha256').update(request.url).digest('hex'),
    ...(request.body.length > 0 ? { payload_hash: createHash('sha256').update(request.body).digest('hex') } : {}),
    ...claims,
  }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const content = `${encode({ alg: algorithm ?? 'HS256', typ: 'JWT' })}.${encode(payload)}`
  const signature = createHmac('sha256', key).update(content).digest('base64url')
  const headers = new Headers(request.headers)
  headers.set('messagebird-signature-jwt', `${content}.${algorithm === 'none' ? '' : signature}`)
  return { ...request, headers }
}

/** Everything a careless logger could write of a value. */
export function everythingIn(value: unknown): string {
  const shown = inspect(value, { depth: Infinity, showHidden: true, getters: true })
  const stack = value instanceof Error ? value.stack : ''
  return [shown, JSON.stringify(value), String(value), stack].join('\n')
}

/** What must be in nothing that leaves the package. */
export const secrets: readonly string[] = [
  apiKey,
  signingKey,
  birdSecret,
  'Bearer ',
  'AccessKey ',
  text.to,
  text.to.slice(1),
  text.from,
]

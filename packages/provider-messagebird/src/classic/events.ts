import { type DeliveryReceipt, type Media, type TextReceived, ThreadlineError } from '@threadline/core'
import type { UnreadStatus } from '../options.js'
import { dateOf } from '../read.js'
import { fromVendor } from './address.js'
import { failureOf, isMessageId, receiptStatus } from './status-map.js'

/** The fields of a webhook, by name in lower case. */
export type WebhookFields = ReadonlyMap<string, readonly string[]>

/** Whether it tells of a text of ours. A customer's text has no status. */
export function isReport(fields: WebhookFields): boolean {
  return fields.has('status') && !fields.has('body') && !fields.has('message')
}

/** What became of a text of ours; a word nobody knows is given as it is. */
export function receiptOf(
  fields: WebhookFields,
): DeliveryReceipt | { readonly type: 'unread'; readonly status: UnreadStatus } {
  const rawStatus = required(fields, 'status')
  if (!/^[a-z][a-z_-]{0,39}$/.test(rawStatus)) throw malformed('The status is not a word.')
  const reference = valueOf(fields, 'reference')
  const facts = { externalId: externalIdOf(fields, 'id'), ...(reference ? { reference } : {}), rawStatus }
  const status = receiptStatus(rawStatus)
  if (!status) return { type: 'unread', status: facts }
  const receipt = { type: 'receipt', ...facts, status } as const
  if (status !== 'undelivered') return receipt
  const reason = valueOf(fields, 'statusreason')
  const errorCode = valueOf(fields, 'statuserrorcode')
  return { ...receipt, failure: failureOf({ status: rawStatus, errorCode, reason }) }
}

/** A customer's text. To a short code it comes with names of its own. */
export function textReceived(fields: WebhookFields): TextReceived {
  const media = mediaOf(fields)
  const text = fields.get('body')?.[0] ?? fields.get('message')?.[0]
  if (text === undefined && media.length === 0) throw malformed('The request has neither a body nor media.')
  const sentAt = sentAtOf(fields)
  return {
    type: 'text',
    externalId: externalIdOf(fields, 'id', 'mid'),
    from: fromVendor(required(fields, 'originator', 'sender', 'msisdn')),
    to: fromVendor(required(fields, 'recipient', 'receiver', 'shortcode')),
    // PostgreSQL does not take this character.
    text: (text ?? '').replaceAll('\u0000', ''),
    media,
    ...(sentAt ? { sentAt } : {}),
  }
}

/** The type of a file is known when it is fetched; its name gives a first idea of it. */
function mediaOf(fields: WebhookFields): readonly Media[] {
  return (fields.get('mediaurls') ?? [])
    .filter((url) => URL.canParse(url))
    .map((url) => ({ url, contentType: contentTypeOf(new URL(url).pathname) }))
}

const contentTypes: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  vcf: 'text/vcard',
}

function contentTypeOf(path: string): string {
  const ending = /\.([0-9a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
  return contentTypes[ending] ?? 'application/octet-stream'
}

/** Short codes give `20230727004929`, in UTC. */
function sentAtOf(fields: WebhookFields): Date | undefined {
  const created = dateOf(valueOf(fields, 'createddatetime'))
  if (created) return created
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(valueOf(fields, 'receive_datetime') ?? '')
  const [, year, month, day, hour, minute, second] = digits ?? []
  return digits ? dateOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) : undefined
}

function externalIdOf(fields: WebhookFields, ...names: readonly string[]): string {
  const externalId = required(fields, ...names)
  if (!isMessageId(externalId)) throw malformed('The id of the message is not one.')
  return externalId
}

function required(fields: WebhookFields, ...names: readonly string[]): string {
  const value = names.map((name) => valueOf(fields, name)).find((found) => found !== undefined)
  if (value === undefined) throw malformed(`The request has no ${names.join(' or ')}.`)
  return value
}

/** The first value; an empty one counts as none. */
function valueOf(fields: WebhookFields, name: string): string | undefined {
  return fields.get(name)?.[0]?.trim() || undefined
}

function malformed(sentence: string): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence)
}

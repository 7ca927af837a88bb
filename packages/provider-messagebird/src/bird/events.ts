import { type DeliveryReceipt, type TextReceived, ThreadlineError } from '@threadline/core'
import type { UnreadStatus } from '../options.js'
import { dateOf, type Fields, textOf } from '../read.js'
import { referenceOf } from './find.js'
import { failureOf, hasFailed, isMessageId, receiptStatus } from './status-map.js'

/** A customer's text. */
export function textReceived(data: Fields, timestamp: unknown): TextReceived {
  const sentAt = dateOf(timestamp)
  return {
    type: 'text',
    externalId: externalIdOf(data),
    from: required(data, 'from'),
    to: required(data, 'to'),
    text: wordsOf(data),
    media: [],
    ...(sentAt ? { sentAt } : {}),
  }
}

/**
 * The words of a customer's text. One without words held a picture or file, which Bird's API says nothing about; the
 * desk is told so, because the customer waits for an answer.
 */
export function wordsOf(message: Fields): string {
  const words = [textOf(message['subject']), textOf(message['text'])].filter((part) => part !== undefined)
  // PostgreSQL does not take this character.
  return words.join('\n').replaceAll('\u0000', '') || '[A picture or file came, which Bird does not hand over.]'
}

/** What became of a text of ours; a word nobody knows is given as it is. */
export function receiptOf(
  rawStatus: string,
  data: Fields,
): DeliveryReceipt | { readonly type: 'unread'; readonly status: UnreadStatus } {
  const reference = referenceOf(data)
  const facts = { externalId: externalIdOf(data), ...(reference ? { reference } : {}), rawStatus }
  const status = receiptStatus(rawStatus)
  if (!status) return { type: 'unread', status: facts }
  const from = textOf(data['from'])
  const receipt = { type: 'receipt', ...facts, ...(from ? { from } : {}), status } as const
  return hasFailed(status) ? { ...receipt, failure: failureOf(rawStatus, data['error']) } : receipt
}

function externalIdOf(data: Fields): string {
  const externalId = data['sms_id']
  if (isMessageId(externalId)) return externalId
  throw malformed('The event has no sms_id.')
}

function required(data: Fields, name: string): string {
  const value = textOf(data[name])
  if (value === undefined) throw malformed(`The event has no ${name}.`)
  return value
}

function malformed(sentence: string): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence)
}

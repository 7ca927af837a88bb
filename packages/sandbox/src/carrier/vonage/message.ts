import { invalidField, type VonageRefusal } from './errors.js'

type Json = Readonly<Record<string, unknown>>

/** A message that a client wants sent. */
export interface NewMessage {
  readonly to: string
  readonly from: string
  readonly body: string
  readonly mediaUrls: readonly string[]
  readonly reference?: string
  readonly statusCallback?: string
}

const longestText = 1000
const longestCaption = 2000
const longestReference = 100

/**
 * Reads the body of `POST /v1/messages`, or says what is wrong with it.
 *
 * @see https://developer.vonage.com/en/api/messages
 */
export function readMessage(json: unknown): NewMessage | VonageRefusal {
  if (typeof json !== 'object' || json === null) return invalidField('body', 'The body is not a JSON object.')
  const fields: Json = { ...json }
  const { to, from, channel, client_ref: reference, webhook_url: statusCallback } = fields
  if (typeof to !== 'string' || !/^[1-9]\d{6,14}$/.test(to)) {
    return invalidField('to', 'A number of 7 to 15 digits, without a plus.')
  }
  if (typeof from !== 'string' || from === '') return invalidField('from', 'The sender is missing.')
  if (!isReference(reference)) return invalidField('client_ref', `At most ${longestReference} characters.`)
  if (statusCallback !== undefined && !isWebAddress(statusCallback)) return invalidField('webhook_url', 'Not a URL.')

  const content = channel === 'mms' ? readMms(fields) : readSms(fields)
  if ('code' in content) return content
  return {
    to: `+${to}`,
    from: /^\d{7,}$/.test(from) ? `+${from}` : from,
    ...content,
    ...(reference === undefined ? {} : { reference }),
    ...(statusCallback === undefined ? {} : { statusCallback }),
  }
}

type Content = Pick<NewMessage, 'body' | 'mediaUrls'>

function readSms({ channel, message_type: type, text }: Json): Content | VonageRefusal {
  if (channel !== 'sms') return invalidField('channel', 'Neither sms nor mms.')
  if (type !== 'text') return invalidField('message_type', 'An SMS is a text.')
  if (typeof text !== 'string' || text === '') return invalidField('text', 'The text is missing.')
  if (text.length > longestText) return invalidField('text', `At most ${longestText} characters.`)
  return { body: text, mediaUrls: [] }
}

const kinds = ['image', 'audio', 'video', 'vcard', 'file']

function readMms(fields: Json): Content | VonageRefusal {
  const type = String(fields['message_type'])
  if (type === 'text' && typeof fields['text'] === 'string') return { body: fields['text'], mediaUrls: [] }
  const value = fields[type]
  const files: readonly unknown[] = type === 'content' && Array.isArray(value) ? value : [value]
  if (type !== 'content' && !kinds.includes(type)) return invalidField('message_type', 'Not a kind of MMS.')
  const known = files.map(readFile).filter((file) => file !== undefined)
  if (known.length === 0 || known.length < files.length) return invalidField(type, 'Each file needs a URL.')
  return {
    body: known
      .map(({ caption }) => caption)
      .filter((caption) => caption !== '')
      .join('\n'),
    mediaUrls: known.map(({ url }) => url),
  }
}

function readFile(value: unknown): { readonly url: string; readonly caption: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { url, caption = '' }: Json = { ...value }
  if (!isWebAddress(url) || typeof caption !== 'string' || caption.length > longestCaption) return undefined
  return { url, caption }
}

function isReference(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value.length <= longestReference)
}

function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

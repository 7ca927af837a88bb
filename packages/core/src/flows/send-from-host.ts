import { cleanText } from '../domain/clean-text.js'
import type { Message } from '../domain/message.js'
import { parsePhoneNumber } from '../domain/phone-number.js'
import { ThreadlineError } from '../errors.js'
import { readFilesToSend, type FileToSend } from './files/files-to-send.js'
import { inTransaction, type Flow, type FlowDeps } from './flow.js'
import { openConversation } from './open-conversation.js'
import type { Refusal, RefusalReason } from './queue-text.js'
import { queueOrWait } from './scheduled/quiet-for.js'
import { scheduleText } from './scheduled/schedule-text.js'

/** A text that the host's own code wants sent. */
export interface SendRequest {
  /** The contact's number in any usual notation; without `+` it is read in the line's default country. */
  readonly to: string
  /** May be left out where there are files. */
  readonly text?: string
  /** Pictures and files that go along, at most ten. What the line's providers do not take is refused. */
  readonly files?: readonly FileToSend[]
  /** Id of the line to send from. @defaultValue the first line */
  readonly line?: string
  /**
   * A second call with the same key sends nothing and returns the first one's result, for as long as claims are kept
   * (`retention.claimsDays`). At most 255 characters.
   */
  readonly idempotencyKey?: string
  /** When it is to leave: later than now, within a year. @defaultValue at once */
  readonly at?: Date
}

/** A text that has been taken over: it is stored, and will be sent. */
export interface SendResult {
  readonly messageId: string
  readonly conversationId: string
  /** When it leaves, where that is not at once: asked for, or because it is quiet where the contact is. */
  readonly scheduledFor?: Date
}

const longestKey = 255

/** Queues a text for the host's own code. */
export async function sendFromHost(deps: FlowDeps, workspaceId: string, request: SendRequest): Promise<SendResult> {
  return inTransaction(deps, workspaceId, async (flow) => {
    const messageId = flow.newId()
    if ((request.idempotencyKey?.length ?? 0) > longestKey) {
      throw new ThreadlineError(
        'send.invalid_idempotency_key',
        `An idempotency key has at most ${longestKey} characters.`,
      )
    }
    const earlier = await claim(flow, request.idempotencyKey, messageId)
    return earlier ?? send(flow, request, messageId)
  })
}

/** Claims the idempotency key before anything else, so that of two calls at once only one goes on. */
async function claim(flow: Flow, key: string | undefined, messageId: string): Promise<SendResult | undefined> {
  const earlierId = key === undefined ? undefined : await flow.tx.claims.claim(`send:${key}`, messageId, flow.now)
  const message = earlierId && (await flow.tx.messages.find(earlierId))
  return message ? resultOf(message) : undefined
}

function resultOf({ conversationId, id: messageId, scheduledFor }: Message): SendResult {
  return { messageId, conversationId, ...(scheduledFor && { scheduledFor }) }
}

async function send(flow: Flow, request: SendRequest, messageId: string): Promise<SendResult> {
  const line = request.line === undefined ? flow.lines.all[0] : flow.lines.find(request.line)
  if (!line) throw new ThreadlineError('send.unknown_line', `There is no line “${request.line}”.`)
  const number = parsePhoneNumber(request.to, line.defaultCountry)
  if (number.type === 'invalid') throw new ThreadlineError('send.invalid_recipient', number.reason)

  const files = readFilesToSend(request.files, flow.newId)
  const opened = await openConversation(flow, line, number.e164)
  const words = cleanText(request.text ?? '')
  const text = { ...opened, line, author: { type: 'host' }, text: words, files, messageId } as const
  const result = request.at ? await scheduleText(flow, text, request.at) : await queueOrWait(flow, text)
  if (result.type === 'refused') throw refusedText(result)
  return resultOf(result.message)
}

/** A refusal as the host's own code is told of it. */
export function refusedText({ reason, sentence }: Refusal): ThreadlineError {
  return new ThreadlineError(errorCodeOf[reason], sentence)
}

const errorCodeOf = {
  empty: 'send.empty_text',
  'too-long': 'send.text_too_long',
  variables: 'template.unfilled',
  file: 'send.file_not_taken',
  'opted-out': 'send.opted_out',
  held: 'send.opted_out',
  erased: 'send.opted_out',
  blocked: 'send.blocked',
  'no-line': 'send.unknown_line',
  time: 'send.invalid_time',
  country: 'send.country_not_allowed',
  limit: 'send.limit_reached',
  'line-limit': 'send.limit_reached',
  loop: 'send.limit_reached',
} as const satisfies Record<RefusalReason, string>

import type { ConsentState, Contact } from '../domain/contact.js'
import type { Conversation, PostRef } from '../domain/conversation.js'
import { chatLane, smsLane } from '../domain/lane.js'
import type { Line } from '../domain/line.js'
import type { Message, MessageAuthor } from '../domain/message.js'
import type { Flow } from './flow.js'
import { notify } from './notify.js'

export interface TextToQueue {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly line?: Line
  readonly author: MessageAuthor
  readonly text: string
  /** The person's own message in the conversation, where there is one; otherwise the text is posted there. */
  readonly post?: PostRef
  /** Id for the message. @defaultValue a new one */
  readonly messageId?: string
}

export type QueueTextResult = { readonly type: 'queued'; readonly message: Message } | Refusal

/** Why a text is not queued, and the sentence for the person. */
export interface Refusal {
  readonly type: 'refused'
  readonly reason: RefusalReason
  readonly sentence: string
}

export type RefusalReason = 'empty' | 'too-long' | 'opted-out' | 'held' | 'no-line'

/** Queues a text to a contact: the one way by which anything leaves. Consent is checked here and again when it leaves. */
export async function queueText(flow: Flow, request: TextToQueue): Promise<QueueTextResult> {
  const refusal = refusalOf(flow, { ...request, consent: request.contact.consent })
  if (refusal) return refusal

  const message = createMessage(flow, request)
  const { conversation, post } = request
  await flow.tx.messages.save(message)
  const lane = smsLane(conversation.id)
  if (message.authorCheck === 'needed') await flow.enqueue(lane, { type: 'check-author', messageId: message.id })
  await flow.enqueue(lane, { type: 'send-text', messageId: message.id })
  if (!post) await flow.enqueue(chatLane(conversation.id), { type: 'post-message', messageId: message.id })
  await notify(flow, conversation, { type: 'reply', at: flow.now })
  flow.emit({ name: 'message.queued', event: { workspaceId: flow.workspaceId, message, conversation } })
  return { type: 'queued', message }
}

/** What stands against sending `text` on `line` to somebody with this consent, if anything does. */
export function refusalOf(
  flow: Flow,
  { consent, line, text }: { readonly consent: ConsentState; readonly line?: Line; readonly text: string },
): Refusal | undefined {
  if (consent === 'opted-out') {
    return refuse(consent, 'this contact opted out. Only a START text from their phone opens the line again.')
  }
  if (consent === 'held') {
    return refuse(consent, 'this contact may have asked you to stop. Decide that in their thread first.')
  }
  if (text.trim() === '') return refuse('empty', 'there is no text.')
  if (!line) return refuse('no-line', 'the line of this conversation is not set up any more.')
  const maxLength = flow.lines.maxTextLength(line)
  if (text.length > maxLength) {
    return refuse(
      'too-long',
      `the text has ${text.length} characters and this line takes ${maxLength}. Send it in parts.`,
    )
  }
  return undefined
}

const refuse = (reason: RefusalReason, because: string): Refusal => ({
  type: 'refused',
  reason,
  sentence: `Not sent: ${because}`,
})

function createMessage(flow: Flow, { author, conversation, messageId, post, text }: TextToQueue): Message {
  return {
    id: messageId ?? flow.newId(),
    conversationId: conversation.id,
    direction: 'outbound',
    author,
    authorCheck: author.type === 'member' ? 'needed' : 'passed',
    text,
    media: [],
    status: 'queued',
    createdAt: flow.now,
    post,
  }
}

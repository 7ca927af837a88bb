import type { Contact } from '../../domain/contact.js'
import { contactLabel } from '../../domain/contact-label.js'
import type { Conversation } from '../../domain/conversation.js'
import { inWords } from '../../domain/duration.js'
import { excerpt } from '../../domain/excerpt.js'
import { adviceFor } from '../../domain/failure-advice.js'
import { failureButtons } from '../../domain/failure-steps.js'
import type { ButtonView, PanelItem } from '../../domain/form.js'
import { messageInWords } from '../../domain/message-in-words.js'
import type { Message } from '../../domain/message.js'
import { rootOf } from '../../domain/place.js'
import type { Flow } from '../flow.js'

const excerptLength = 120

/** Conversations as entries of a list: who it is, since when they wait and for an answer to what. */
export async function conversationEntries(
  flow: Flow,
  conversations: readonly Conversation[],
  memberId: string,
): Promise<readonly PanelItem[]> {
  const contacts = await contactsOf(flow, conversations)
  const entries: PanelItem[] = []
  for (const conversation of conversations) {
    const contact = contacts.get(conversation.contactId)
    if (!contact || contact.blockedAt) continue
    const detail = await waitingDetail(flow, conversation)
    entries.push({ type: 'entry', title: contactLabel(contact), detail, buttons: buttonsOf(conversation, memberId) })
  }
  return entries
}

/** Texts that did not arrive, or of which nobody knows, as entries of a list. */
export async function failedEntries(flow: Flow, messages: readonly Message[]): Promise<readonly PanelItem[]> {
  const ids = [...new Set(messages.map(({ conversationId }) => conversationId))]
  const conversations = await flow.tx.conversations.peekAll(ids)
  const contacts = await contactsOf(flow, conversations)
  return messages.flatMap((message): PanelItem[] => {
    const conversation = conversations.find(({ id }) => id === message.conversationId)
    const contact = conversation && contacts.get(conversation.contactId)
    if (!contact) return []
    const detail = `${reasonOf(message)}\n“${textOf(message)}”`
    const buttons = [...openButton(conversation), ...failureButtons(message)]
    return [{ type: 'entry', title: contactLabel(contact), detail, buttons }]
  })
}

async function contactsOf({ tx }: Flow, conversations: readonly Conversation[]): Promise<Map<string, Contact>> {
  const ids = [...new Set(conversations.map(({ contactId }) => contactId))]
  const contacts = await tx.contacts.peekAll(ids)
  return new Map(contacts.map((contact) => [contact.id, contact]))
}

async function waitingDetail({ now, tx }: Flow, { notification: { waiting } }: Conversation): Promise<string> {
  if (!waiting) return 'Nobody waits here.'
  const message = await tx.messages.peek(waiting.messageId)
  const since = `Waiting for ${inWords(now.getTime() - waiting.since.getTime())}`
  return message ? `${since}\n“${textOf(message)}”` : since
}

function buttonsOf(conversation: Conversation, memberId: string): readonly ButtonView[] {
  const { assigneeId, id: subject } = conversation
  const claim: readonly ButtonView[] =
    assigneeId === memberId ? [] : [{ label: '👀 Assign to me', action: 'claim', subject }]
  return [...openButton(conversation), ...claim]
}

/** None while the conversation has not been posted yet. */
function openButton({ id: subject, place }: Conversation): readonly ButtonView[] {
  const opens = place.type === 'direct' ? { channel: place.channel } : rootOf(place)
  return opens ? [{ label: 'Open', action: 'open-thread', subject, opens }] : []
}

function reasonOf({ failure, status }: Message): string {
  if (status === 'unknown') return 'Nobody knows whether it went.'
  return adviceFor(failure?.category ?? 'other').reason
}

function textOf(message: Message): string {
  if (message.blankedAt) return 'no longer kept'
  const words = excerpt(messageInWords(message), excerptLength)
  return words || (message.media.length > 0 ? 'a picture or a file' : 'a text without words')
}

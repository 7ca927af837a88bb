import type { Contact } from '../domain/contact.js'
import { headOf } from '../domain/head.js'
import type { Message } from '../domain/message.js'
import { formatForPeople } from '../domain/phone-number.js'
import type { ContactView, RootView, TextView } from '../domain/view.js'
import type { FoundConversation } from '../flows/open-conversation.js'

/** The head of a conversation as it stands now, with its first text. */
export function viewRoot({ contact, conversation, line }: FoundConversation, first: Message): RootView {
  return {
    type: 'root',
    contact: viewContact(contact),
    lineName: line?.name ?? '',
    message: viewText(first),
    head: headOf(conversation, contact),
  }
}

export function viewContact({ address, erasedAt, name }: Contact): ContactView {
  if (erasedAt) return { address: 'number erased', name: 'Erased contact' }
  return { address: formatForPeople(address), name }
}

export function viewText(message: Message): TextView {
  const { author, direction, files = [] } = message
  const media = [...message.media, ...files.map(({ contentType }) => ({ url: '', contentType }))]
  const memberId = author.type === 'member' ? author.id : undefined
  return { direction, text: shownText(message), media, memberId, isScheduled: message.status === 'scheduled' }
}

const shownText = ({ blankedAt, text }: Message): string => (blankedAt ? '(no longer kept)' : text)

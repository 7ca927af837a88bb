import { closeChannelConfirm } from './channel-head.js'
import type { Contact } from './contact.js'
import type { Conversation } from './conversation.js'
import type { ButtonView, MenuEntry } from './form.js'
import type { HeadView } from './view.js'

/** What the head of a conversation's thread shows beside its first text, and offers. */
export function headOf(conversation: Conversation, contact: Contact): HeadView {
  const { assigneeId, place, priority, status, subject, tags } = conversation
  return {
    status,
    assigneeId,
    tags,
    subject,
    priority,
    consent: contact.consent === 'open' ? undefined : contact.consent,
    isBlocked: contact.blockedAt !== undefined,
    directChannel: place.type === 'direct' ? place.channel : undefined,
    buttons: contact.erasedAt ? [] : buttonsOf(conversation),
    menu: menuOf(conversation),
  }
}

/** In the order in which they stand. */
function buttonsOf({ assigneeId, contactId, id: subject, place }: Conversation): readonly ButtonView[] {
  const create: ButtonView = { label: 'Create channel', action: 'create-channel', subject }
  const close: ButtonView = { label: 'Close channel', action: 'close-channel', subject, confirm: closeChannelConfirm }
  return [
    place.type === 'direct' ? close : create,
    { label: assigneeId === undefined ? 'Assign' : 'Reassign', action: 'assign', subject },
    { label: 'Edit contact', action: 'edit-contact', subject: contactId },
  ]
}

/** At most five. */
function menuOf({ id: subject, status }: Conversation): readonly MenuEntry[] {
  const isClosed = status === 'closed'
  return [
    { label: '📋 Details', action: 'details', subject },
    { label: '👀 Assign to me', action: 'claim', subject },
    { label: '📝 Send a template', action: 'send-template', subject },
    isClosed ? { label: '↩️ Reopen', action: 'reopen', subject } : { label: '✅ Close', action: 'close', subject },
  ]
}

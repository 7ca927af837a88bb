import type { Contact } from './contact.js'
import { excerpt } from './excerpt.js'
import { messageInWords } from './message-in-words.js'
import type { ButtonView, PanelItem } from './form.js'
import type { Message } from './message.js'
import { formatForPeople } from './phone-number.js'

/** A scheduled text as it is shown in its conversation, or one that was canceled, with what can be done about it. */
export function scheduledItems(message: Message, contact: Contact): readonly PanelItem[] {
  const isCanceled = message.status === 'canceled'
  return [
    {
      type: 'entry',
      title: titleOf(message, contact),
      ...(isCanceled ? {} : { at: message.scheduledFor }),
      detail: isCanceled ? 'Canceled. It was not sent.' : message.heldBecause,
    },
    { type: 'quote', text: messageInWords(message) },
    ...(isCanceled ? [] : [{ type: 'buttons' as const, buttons: buttonsOf(message) }]),
  ]
}

/** The same in a few lines, for a list of many. */
export function scheduledEntry(message: Message, contact: Contact): PanelItem {
  const words = excerpt(messageInWords(message), 300)
  return {
    type: 'entry',
    title: titleOf(message, contact),
    at: message.scheduledFor,
    detail: message.heldBecause === undefined ? words : `${message.heldBecause}\n${words}`,
    buttons: buttonsOf(message),
  }
}

function titleOf({ heldBecause, status }: Message, { address, name }: Contact): string {
  const to = `to ${name ?? formatForPeople(address)}`
  if (status === 'canceled') return `🚫 Not sent ${to}`
  return heldBecause === undefined ? `🕒 Scheduled ${to}` : `✋ Held ${to}`
}

function buttonsOf({ id: subject }: Message): readonly ButtonView[] {
  return [
    { label: 'Send now', action: 'send-scheduled', subject },
    { label: 'Edit', action: 'edit-scheduled', subject },
    { label: 'Cancel', action: 'cancel-scheduled', subject, style: 'danger' },
  ]
}

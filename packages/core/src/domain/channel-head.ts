import type { Conversation, PostRef } from './conversation.js'
import type { ButtonView, PanelItem } from './form.js'
import type { SendMode } from './send-mode.js'
import type { ContactView, PanelView } from './view.js'

/** The first post in a channel that a contact has got: whom it is with, what goes out from there, and what can be done. */
export function channelHead(
  { id: subject }: Pick<Conversation, 'id'>,
  { address, name }: ContactView,
  lineName: string,
  thread: PostRef,
): PanelView {
  const who = name ?? address
  const rule = `What is written at the top of this channel is texted to ${who}. Threads in it, and notes that begin with // or 🔒, stay inside.`
  const line: readonly PanelItem[] = lineName.trim() === '' ? [] : [{ type: 'note', text: lineName }]
  return {
    type: 'panel',
    summary: rule,
    items: [
      { type: 'heading', text: name === undefined ? address : `${name} · ${address}` },
      ...line,
      { type: 'paragraph', text: rule },
      { type: 'buttons', buttons: buttonsOf(subject, thread) },
    ],
  }
}

function buttonsOf(subject: string, opens: PostRef): readonly ButtonView[] {
  return [
    { label: 'Assign', action: 'assign', subject },
    { label: 'What is texted', action: 'channel-mode', subject },
    { label: 'What was said before', action: 'open-thread', subject, opens },
    { label: 'Close channel', action: 'close-channel', subject, confirm: closeChannelConfirm },
  ]
}

/** Asked before a channel is closed. */
export const closeChannelConfirm = {
  title: 'Close this channel?',
  text: 'The conversation goes back to its thread, and the channel is archived.',
  yes: 'Close channel',
  no: 'Cancel',
} as const

/** What a mode means, as people choose it. */
export const modeLabels: Readonly<Record<SendMode, string>> = {
  'reply-all': 'Every message',
  'mention-to-send': 'Only messages that mention the app',
  'confirm-first': 'Messages that somebody has confirmed',
  'alerts-only': 'Nothing that is typed',
}

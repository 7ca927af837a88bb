import type { Conversation, PostRef } from './conversation.js'
import type { ButtonView, PanelItem } from './form.js'
import type { SendMode } from './send-mode.js'
import type { ContactView, PanelView } from './view.js'

/** The first post in a channel that a contact has got: whom it is with, what goes out from there, and what can be done. */
export function channelHead(
  { id: subject }: Pick<Conversation, 'id'>,
  { address, name }: ContactView,
  { lineName, mode, thread }: { readonly lineName: string; readonly mode?: SendMode; readonly thread: PostRef },
): PanelView {
  const rule = `${ruleOf(mode, name ?? address)} Threads in it, and notes that begin with // or 🔒, stay inside.`
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
    { label: 'Send a template', action: 'send-template', subject },
    { label: 'What was said before', action: 'open-thread', subject, opens },
    { label: 'Close channel', action: 'close-channel', subject, confirm: closeChannelConfirm },
  ]
}

/** One sentence: what of what is typed in a channel reaches somebody. */
export function ruleOf(mode: SendMode | undefined, who: string): string {
  switch (mode) {
    case 'mention-to-send':
      return `What mentions the app at the top of this channel is texted to ${who}, and nothing else.`
    case 'confirm-first':
      return `What is written at the top of this channel is texted to ${who} once somebody has confirmed it.`
    case 'alerts-only':
      return `Nothing that is typed in this channel is texted to ${who}: only Send text and the send command are.`
    case 'reply-all':
    case undefined:
      return `What is written at the top of this channel is texted to ${who}.`
    default:
      return mode satisfies never
  }
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

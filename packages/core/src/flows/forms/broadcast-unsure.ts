import { contactLabel } from '../../domain/contact-label.js'
import { excerpt } from '../../domain/excerpt.js'
import type { ButtonView, FormView, PanelItem } from '../../domain/form.js'
import { messageInWords } from '../../domain/message-in-words.js'
import type { Message } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'

/** As many as fit into one window, and as many as one click leaves as they are. */
export const mostUnsure = 30

/** Texts of a broadcast of which nobody knows whether they went, to be decided about. `news` says what the last click did. */
export async function broadcastUnsureForm(flow: Flow, broadcastId: string, news?: string): Promise<FormView> {
  const broadcast = await flow.tx.broadcasts.peek(broadcastId)
  const unsure = await flow.tx.recipients.unsure(broadcastId, mostUnsure + 1)
  const shown = unsure.slice(0, mostUnsure)
  const entries: PanelItem[] = []
  for (const message of shown) {
    const found = await findConversation(flow, message.conversationId)
    if (!found) continue
    const buttons = broadcast?.status === 'canceled' ? [leave(message)] : [resend(message), leave(message)]
    const detail = `“${excerpt(messageInWords(message), 120)}”`
    entries.push({ type: 'entry', title: contactLabel(found.contact), detail, buttons })
  }
  return {
    name: 'broadcast-unsure',
    title: '📣 Not sure they went',
    items: [
      ...(news === undefined ? [] : [{ type: 'note' as const, text: news }]),
      { type: 'note', text: entries.length === 0 ? allDecided : whatToKnow },
      ...entries,
      ...(unsure.length > mostUnsure
        ? [{ type: 'note' as const, text: `Only ${mostUnsure} are shown. Decide about these first.` }]
        : []),
      ...(entries.length > 1 ? [{ type: 'buttons' as const, buttons: [leaveAll(broadcastId, shown)] }] : []),
    ],
  }
}

const allDecided = 'There is nothing to decide about any more.'
const whatToKnow =
  'The carrier did not say whether it took these. Whoever got theirs gets it twice when it is sent again; whoever did not get it never does when it is left.'

const resend = ({ id: subject }: Message): ButtonView => ({ label: 'Send again', action: 'resend', subject })
const leave = ({ id: subject }: Message): ButtonView => ({ label: 'Leave', action: 'leave', subject })

const leaveAll = (subject: string, { length }: readonly Message[]): ButtonView => ({
  label: `Leave all ${length}`,
  action: 'leave-unsure',
  subject,
  confirm: {
    title: 'Leave all of them?',
    text: `These ${length} texts stay as they are. Nobody is asked about them again.`,
    yes: 'Leave them',
    no: 'Back',
  },
})

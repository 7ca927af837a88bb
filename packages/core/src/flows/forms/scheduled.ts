import type { FormView, PanelItem } from '../../domain/form.js'
import { scheduledEntry } from '../../domain/scheduled-text.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { pageOf, pageSubject } from './page.js'
import type { FormSubmit } from './form-submit.js'

/** As many as fit into one window. */
const limit = 30

/** All scheduled texts, the one that leaves next first. `news` says what the last click did. */
export async function scheduledForm(flow: Flow, news?: string, from = 0): Promise<FormView> {
  const page = pageOf(await flow.tx.messages.scheduled(from + limit + 1), from, limit)
  const entries: PanelItem[] = []
  for (const message of page.shown) {
    const found = await findConversation(flow, message.conversationId)
    if (found) entries.push(scheduledEntry(message, found.contact))
  }
  return {
    name: 'scheduled',
    title: '🕒 Scheduled texts',
    items: [
      ...(news === undefined ? [] : [{ type: 'note' as const, text: news }]),
      ...(entries.length === 0 ? [{ type: 'paragraph' as const, text: 'Nothing is scheduled.' }] : entries),
      ...page.turns('scheduled', pageSubject),
    ],
  }
}

/** There is nothing to submit in a list. */
export const submitScheduled: FormSubmit = async () => undefined

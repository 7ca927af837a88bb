import { dashboardButtons } from '../../domain/dashboard.js'
import type { PanelItem } from '../../domain/form.js'
import { scheduledEntry } from '../../domain/scheduled-text.js'
import { weekItems } from '../../domain/week-view.js'
import type { Flow } from '../flow.js'
import { inboxItems } from '../inbox/inbox-items.js'
import { weekFigures } from './week-figures.js'

/** As many as fit beside the inbox. */
const mostScheduled = 5

/** The page that a member has for themselves: what the dashboard offers, what there is to do, what is scheduled, how the desk does. */
export async function homeItems(flow: Flow, memberId: string): Promise<readonly PanelItem[]> {
  const refresh = { label: '🔄 Refresh', action: 'refresh-home', subject: '' } as const
  return [
    { type: 'buttons', buttons: [...dashboardButtons, refresh] },
    ...(await inboxItems(flow, memberId)),
    ...(await scheduledItems(flow)),
    ...weekItems(await weekFigures(flow)),
  ]
}

async function scheduledItems({ tx }: Flow): Promise<readonly PanelItem[]> {
  const messages = await tx.messages.scheduled(mostScheduled)
  const conversations = await tx.conversations.peekAll(messages.map(({ conversationId }) => conversationId))
  const contacts = await tx.contacts.peekAll(conversations.map(({ contactId }) => contactId))
  const entries = messages.flatMap((message) => {
    const contactId = conversations.find(({ id }) => id === message.conversationId)?.contactId
    const contact = contacts.find(({ id }) => id === contactId)
    return contact ? [scheduledEntry(message, contact)] : []
  })
  const none: PanelItem = { type: 'note', text: 'Nothing is scheduled.' }
  return [{ type: 'heading', text: '🕒 Scheduled' }, ...(entries.length === 0 ? [none] : entries)]
}

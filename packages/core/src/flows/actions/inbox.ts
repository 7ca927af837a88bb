import { inboxForm } from '../forms/inbox.js'
import { readPage } from '../forms/page.js'
import type { Action } from './action.js'

/** Opens the lists of what there is to do, or one of them from some entry on. */
export const openInbox: Action = {
  type: 'opens',
  async run(flow, { event, memberId }) {
    const { from, isTurn, list } = readPage(event.subject)
    return { form: await inboxForm(flow, memberId, list, from), placement: isTurn ? 'instead' : 'new' }
  },
}

/** The home page is drawn anew after every click on it that changes something: this one changes nothing else. */
export const refreshHome: Action = { type: 'changes', run: async () => {} }

import { inboxForm } from '../forms/inbox.js'
import type { Action } from './action.js'

/** Opens the list of what there is to do. */
export const openInbox: Action = {
  type: 'opens',
  run: async (flow, { memberId }) => ({ form: await inboxForm(flow, memberId), placement: 'new' }),
}

/** The home page is drawn anew after every click on it that changes something: this one changes nothing else. */
export const refreshHome: Action = { type: 'changes', run: async () => {} }

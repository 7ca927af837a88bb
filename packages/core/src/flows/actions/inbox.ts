import { inboxForm } from '../forms/inbox.js'
import type { Action } from './action.js'

/** Opens the list of what there is to do. */
export const openInbox: Action = {
  type: 'opens',
  run: async (flow, { memberId }) => ({ form: await inboxForm(flow, memberId), placement: 'new' }),
}

import type { FormView } from '../../domain/form.js'
import type { Flow } from '../flow.js'
import { inboxItems, inboxList } from '../inbox/inbox-items.js'
import type { FormSubmit } from './form-submit.js'

/** What there is to do for a member, to click through: the beginning of every list, or one of them by its name. */
export async function inboxForm(flow: Flow, memberId: string, list = '', from = 0): Promise<FormView> {
  const items = (await inboxList(flow, memberId, list, from)) ?? (await inboxItems(flow, memberId))
  return { name: 'inbox', title: '📥 Inbox', items }
}

/** There is nothing to submit in a list. */
export const submitInbox: FormSubmit = async () => undefined

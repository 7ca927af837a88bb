import type { FormView } from '../../domain/form.js'
import type { Flow } from '../flow.js'
import { inboxItems } from '../inbox/inbox-items.js'
import type { FormSubmit } from './form-submit.js'

/** What there is to do for a member, to click through. */
export async function inboxForm(flow: Flow, memberId: string): Promise<FormView> {
  return { name: 'inbox', title: '📥 Inbox', items: await inboxItems(flow, memberId) }
}

/** There is nothing to submit in a list. */
export const submitInbox: FormSubmit = async () => undefined

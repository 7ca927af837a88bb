import { detailsForm } from '../forms/details.js'
import type { Action } from './action.js'

/** Opens the form with everything that people write about a conversation. */
export const openDetailsForm: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const conversation = await flow.tx.conversations.find(event.subject)
    return conversation && { form: detailsForm(conversation), placement: 'new' }
  },
}

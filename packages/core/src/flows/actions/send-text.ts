import { sendTextForm } from '../forms/send-text-form.js'
import type { Action } from './action.js'

/** Opens the form that texts somebody. */
export const openSendForm: Action = {
  type: 'opens',
  run: async (flow) => ({ form: await sendTextForm(flow), placement: 'new' }),
}

import { autoClose } from '../flows/conversations/auto-close.js'
import type { Prepare } from './step.js'

/** Nothing is called: closing cancels the timer if it is pending, so the timer that rings must have been started before. */
export const prepareAutoClose: Prepare<'auto-close'> = async (_flow, { conversationId }) => ({
  call: async () => ({ type: 'done', value: (recording) => autoClose(recording, conversationId) }),
  whenUnknown: 'repeat',
})

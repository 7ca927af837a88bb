import { askAdminAbout } from '../alerts/ask-admin.js'
import { tell } from '../tell.js'
import type { Action } from './action.js'

/** Tells the admin of a text that did not arrive. Whoever asks is told that it was done, also when it was before. */
export const askAdmin: Action = {
  type: 'changes',
  async run(flow, { event: { author, post, subject }, memberId }) {
    const isTold = await askAdminAbout(flow, subject, memberId)
    if (isTold && post) await tell(flow, { author, post }, 'The admin has been told.')
  },
}

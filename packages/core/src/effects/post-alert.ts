import { linkTo } from './link-to.js'
import { postStep } from './post-step.js'
import { untilGivenUp, type Prepare } from './step.js'

/** Tells the admin what is to be set right. After an hour in which it could not be told, it is left at the host's event. */
export const preparePostAlert: Prepare<'post-alert'> = async (flow, effect, outside, entry) => {
  const { channel, conversationId, memberId, text, title } = effect
  const view = { type: 'alert', title, text, memberId, link: await linkTo(flow, conversationId) } as const
  return postStep(flow, outside, { entry, target: { channel }, view, purpose: 'other', ...untilGivenUp(entry) })
}

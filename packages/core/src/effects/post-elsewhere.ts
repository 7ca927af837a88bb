import { dashboardButtons } from '../domain/dashboard.js'
import type { NoticeView } from '../domain/view.js'
import { linkTo } from './link-to.js'
import { postStep } from './post-step.js'
import { thenRecord, untilGivenUp, type Prepare } from './step.js'

export const preparePostDashboard: Prepare<'post-dashboard'> = async (flow, { channel, thread }, outside, entry) => {
  const lines = flow.lines.all.map(({ id, name, channel: lineChannel }) => ({ id, name, channel: lineChannel }))
  const view = { type: 'dashboard', buttons: dashboardButtons, lines } as const
  return postStep(flow, outside, { entry, target: { channel, thread }, view, purpose: 'other', ...untilGivenUp(entry) })
}

/** Tells one member something. Nobody can read it back, so of an unknown one it is taken that it was seen. */
export const prepareWhisper: Prepare<'whisper'> = async (flow, effect, outside, entry) => {
  const target = { channel: effect.channel, thread: effect.thread, onlyFor: effect.memberId }
  const { aboutId: memberId, text } = effect
  const view: NoticeView = { type: 'notice', text, memberId, link: await linkTo(flow, effect.conversationId) }
  return {
    call: () => thenRecord(outside.chat.post(flow.workspaceId, { reference: entry.id, target, view }), async () => {}),
    whenUnknown: 'forget',
    ...untilGivenUp(entry),
  }
}

import { channelLane } from '../domain/lane.js'
import type { ChatActionEvent } from '../ports/chat-adapter.js'
import type { FormReply } from './actions/action.js'
import { noticeForm } from './forms/notice.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'

/** Said while the platform cannot tell who somebody is; the next click finds it knowing. */
export const notKnownYet = 'Nobody could say in time who you are, so nothing was done. Please do it again.'

/** Somebody clicked who may not. Nothing happens, and they are told. */
export async function refuseClick(
  flow: Flow,
  event: ChatActionEvent,
  sentence: string,
): Promise<FormReply | undefined> {
  const { author, post } = event
  if (author.type === 'app' || (await isDuplicate(flow, event.identities, event.action))) return undefined
  if (!post) return { form: noticeForm(sentence), placement: 'on-top' }
  const { channelId: channel } = post
  await flow.enqueue(channelLane(channel), { type: 'whisper', channel, memberId: author.id, text: sentence })
  return undefined
}

/** Somebody clicked of whom nobody can say who they are. */
export async function refuseUnknown(deps: FlowDeps, event: ChatActionEvent): Promise<void> {
  await inTransaction(deps, event.workspaceId, (flow) => refuseClick(flow, event, notKnownYet))
}
